"""Operations that make a new cluster ready for mirroring."""

import json
import uuid

import rados
import rbd

from schedule import make_place

SPARE_OSD = 1


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
    make_data_pool(cluster)
    cluster.rbd.pool_init(cluster.ioctx(), True)
    make_place(cluster)
    cluster.rbd.mirror_site_name_set(cluster.rados(), site_name)
    cluster.rbd.mirror_mode_set(cluster.ioctx(), rbd.RBD_MIRROR_MODE_IMAGE)


POOL_MODES = {"image": rbd.RBD_MIRROR_MODE_IMAGE, "pool": rbd.RBD_MIRROR_MODE_POOL}


def make_namespace(cluster, mode):
    """Makes the namespace that is asked about, unless it is there, and turns on mirroring in it.

    It has a mode of its own, whatever the pool's is.
    """
    name, cluster.namespace = cluster.namespace, ""
    if not cluster.rbd.namespace_exists(cluster.ioctx(), name):
        cluster.rbd.namespace_create(cluster.ioctx(), name)
    cluster.namespace = name
    if cluster.rbd.mirror_mode_get(cluster.ioctx()) != POOL_MODES[mode]:
        cluster.rbd.mirror_mode_set(cluster.ioctx(), POOL_MODES[mode])


def make_data_pool(cluster):
    """Creates the pool for the images' data, and an OSD that never runs, for data to be held back.

    CRUSH must choose it for nothing, and would cancel a mapping to it if it had no weight at all.
    """
    pool = cluster.data_pool
    mon(cluster, {"prefix": "osd pool create", "pool": pool, "pg_num": 64, "pgp_num": 64})
    mon(cluster, {"prefix": "osd pool application enable", "pool": pool, "app": "rbd"})
    mon(cluster, {"prefix": "osd set-require-min-compat-client", "version": "luminous"})
    mon(cluster, {"prefix": "osd new", "uuid": str(uuid.uuid4())})
    location = ["root=default", "host=spare"]
    mon(cluster, {"prefix": "osd crush add", "id": SPARE_OSD, "weight": 0.0001, "args": location})
    mon(cluster, {"prefix": "osd crush reweight", "name": "osd.0", "weight": 1000.0})
    mon(cluster, {"prefix": "osd reweight", "id": SPARE_OSD, "weight": 0.0001})


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


OPS = {
    "mon": mon,
    "make_pool": make_pool,
    "make_namespace": make_namespace,
    "make_token": make_token,
    "use_token": use_token,
    "ping": ping,
}
