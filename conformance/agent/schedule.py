"""The schedule by which the manager of a site takes mirror snapshots of an image by itself."""

import json
import time

import rados
import rbd

PREFIX = "rbd mirror snapshot schedule"
# The least there is.
INTERVAL = "1m"
# What the manager keeps schedules in.
OBJECT = "rbd_mirror_snapshot_schedule"


def make_place(cluster):
    """Makes the place for schedules: without it, to remove one that is not there is refused (ENOENT)."""
    cluster.ioctx().write_full(OBJECT, b"")


def tell(cluster, verb, **args):
    """What the manager answers to a command about schedules: a code, and its words."""
    command = json.dumps({"prefix": f"{PREFIX} {verb}", **args})
    code, _, message = cluster.rados().mgr_command(command, b"")
    return code, message


def await_manager(cluster):
    """Waits until the manager has its module for RBD: one that has just started refuses for want of it."""
    while tell(cluster, "status", level_spec="")[0] != 0:
        time.sleep(0.1)


def spec(cluster, image):
    """The image as a schedule's commands name it."""
    place = [cluster.pool, cluster.namespace] if cluster.namespace else [cluster.pool]
    return "/".join([*place, cluster.name_of(image)])


def ask(cluster, image, verb, **args):
    """Has the manager do something about the schedule of an image."""
    await_manager(cluster)
    code, message = tell(cluster, verb, level_spec=spec(cluster, image), **args)
    if code:
        raise rados.OSError(message, abs(code))


def schedule(cluster, image):
    """Has the manager take mirror snapshots of an image, one each minute."""
    ask(cluster, image, "add", interval=INTERVAL)


def unschedule(cluster, image):
    """Has it take none any more."""
    ask(cluster, image, "remove")


def newest_snapshot(cluster, image):
    """The id of the newest mirror snapshot that an image has as primary; 0 where there is none."""
    try:
        with cluster.image(image, read_only=True) as opened:
            return max((snap["id"] for snap in opened.list_snaps() if is_primary(snap)), default=0)
    except rbd.ImageNotFound:
        return 0


def is_primary(snap):
    """True for a complete mirror snapshot of a primary."""
    mirror = snap.get("mirror")
    return bool(mirror) and mirror["state"] == rbd.RBD_SNAP_MIRROR_STATE_PRIMARY and mirror["complete"]


OPS = {"schedule": schedule, "unschedule": unschedule, "newest_snapshot": newest_snapshot}
