"""Operations that make a new cluster ready for mirroring."""

import json

import rados
import rbd


def mon(cluster, command):
    """Runs a monitor command and returns what it printed."""
    code, out, message = cluster.rados().mon_command(json.dumps(command), b"")
    if code:
        raise rados.OSError(message, abs(code))
    return out.decode()


def make_pool(cluster, site_name):
    """Creates the pool, initialises it for RBD and turns on mirroring per image."""
    names = {"prefix": "osd pool create", "pool": cluster.pool, "pg_num": 8, "pgp_num": 8}
    mon(cluster, names)
    cluster.rbd.pool_init(cluster.ioctx(), True)
    cluster.rbd.mirror_site_name_set(cluster.rados(), site_name)
    cluster.rbd.mirror_mode_set(cluster.ioctx(), rbd.RBD_MIRROR_MODE_IMAGE)


def make_token(cluster):
    """A token with which the other site can become this one's peer."""
    return cluster.rbd.mirror_peer_bootstrap_create(cluster.ioctx())


def use_token(cluster, token):
    """Makes the site that gave out `token` a peer, both ways."""
    direction = rbd.RBD_MIRROR_PEER_DIRECTION_RX_TX
    cluster.rbd.mirror_peer_bootstrap_import(cluster.ioctx(), direction, token)


def ping(cluster):
    """Reads the pool's list of images, so that both a monitor and the OSD have to answer."""
    cluster.rbd.list(cluster.ioctx())


OPS = {"mon": mon, "make_pool": make_pool, "make_token": make_token, "use_token": use_token, "ping": ping}
