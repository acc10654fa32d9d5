"""What is left at a site of an image that is gone, where nothing should be.

Ceph's own tests look for the same: keys about removed images, and blocked clients.
"""

import json

import rados

from setup import mon

# The objects in which librbd and the mirror daemon keep what they know of mirrored images.
RECORDS = ("rbd_mirroring", "rbd_mirror_leader")
KEYS = 10_000


def remember(cluster, image, *identities):
    """Notes what an image is known by; one that is not mirrored has no global id."""
    known = cluster.identities.setdefault(image, set())
    known.update(identity for identity in identities if identity)


def keys(pool, name):
    """The keys of an object; none where there is no such object."""
    with rados.ReadOpCtx() as request:
        found, _ = pool.get_omap_keys(request, "", KEYS)
        try:
            pool.operate_read_op(request, name)
        except rados.ObjectNotFound:
            return []
        return [key for key, _ in found]


def blocked(cluster, image):
    """The clients that the cluster lets do nothing more.

    It prints two lists, one after the other; the second is of whole networks.
    """
    printed = mon(cluster, {"prefix": "osd blocklist ls", "format": "json"}).strip()
    entries, _ = json.JSONDecoder().raw_decode(printed)
    return sorted(entry["addr"] for entry in entries)


def leftovers(cluster, image):
    """The keys that name what an image of this name was known by when it was looked at."""
    identities = cluster.identities.get(image, ())
    pool = cluster.ioctx()
    found = [key for name in RECORDS for key in keys(pool, name)]
    # The daemon's own record is in the pool, also for the images of a namespace.
    if cluster.namespace:
        pool.set_namespace("")
        found += keys(pool, RECORDS[1])
    return sorted(key for key in found if any(one in key for one in identities))


OPS = {"leftovers": leftovers, "blocked": blocked}
