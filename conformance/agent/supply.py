"""Holding back one object of an image, so that a sync that copies from it stops half-way.

The placement group of that object is mapped to an OSD that was never started: whatever asks for the
object waits, and all else goes on. Usually it is one that no block is ever written to; one that was
written to is held where it matters what becomes of it.
"""

import json

import rbd

import stamp
from setup import SPARE_OSD, mon

HELD = range(stamp.HALF, stamp.HALF + stamp.GAP)
ALL = range(stamp.OBJECTS)
WRITTEN = [number for number in ALL if number not in HELD]

# A journal is spread over four objects at a time, and takes the next four where one has to close.
JOURNAL_PARTS = 12


def placed(cluster, name):
    """The placement group that an object of the data pool belongs to."""
    where = {"pool": cluster.data_pool, "nspace": cluster.namespace, "object": name}
    return json.loads(mon(cluster, {"prefix": "osd map", "format": "json", **where}))["pgid"]


def mapped(cluster):
    """The placement groups that are held now."""
    dump = json.loads(mon(cluster, {"prefix": "osd dump", "format": "json"}))
    return [entry["pgid"] for entry in dump["pg_upmap"]]


def journal_groups(cluster, name):
    """The placement groups that the journal of an image lies in: in the pool of its data, too."""
    with cluster.image(name, read_only=True) as opened:
        identity = opened.id()
    number = cluster.rados().pool_lookup(cluster.pool)
    parts = (f"journal_data.{number}.{identity}.{part}" for part in range(JOURNAL_PARTS))
    return [placed(cluster, name) for name in parts]


def groups(cluster, name, objects):
    """The placement groups of some objects of an image."""
    with cluster.image(name, read_only=True) as opened:
        prefix = opened.block_name_prefix()
    return [placed(cluster, f"{prefix}.{number:016x}") for number in objects]


def groups_if_there(cluster, name):
    """The placement groups of an image and its journal; none where there is no such image."""
    try:
        return groups(cluster, name, ALL) + journal_groups(cluster, name)
    except rbd.ImageNotFound:
        return []


def written_to(written):
    """The objects of the last writes up to number `written`, the newest first, that have a neighbour.

    The object before it was written to as well: a sync that stands at it has told by then how far it is.
    """
    objects = [stamp.place(number) // stamp.OBJECT for number in range(written, 0, -1)]
    recent = objects[: 2 * stamp.HALF]
    return [number for number in recent if number - 1 in recent]


def hold(cluster, image, beside, written=0):
    """Holds back one object of the image, and none of the image `beside` it; returns its group.

    One that no block is ever written to; or, given the number of the newest write, one that was.
    """
    own = dict(zip(ALL, groups(cluster, image, ALL)))
    foreign = {*journal_groups(cluster, image), *groups_if_there(cluster, beside)}
    for number in written_to(written) if written else HELD:
        group = own[number]
        others = {own[other] for other in WRITTEN if other != number}
        if group not in others | foreign:
            mon(cluster, {"prefix": "osd pg-upmap", "pgid": group, "id": [SPARE_OSD]})
            cluster.held[image] = (number, group)
            return group
    raise RuntimeError(f"no object may be held back that shares its group with no block: {image}")


def release(cluster, held):
    """Lets go what is held back here, of those placement groups."""
    kept = {name: hold for name, hold in cluster.held.items() if hold[1] not in held}
    cluster.held = kept
    for pgid in set(held) & set(mapped(cluster)):
        mon(cluster, {"prefix": "osd rm-pg-upmap", "pgid": pgid})


OPS = {"hold": hold, "release": release}
