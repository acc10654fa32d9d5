"""Operations on an image itself: making it, writing, reading, removing."""

import rbd

from stamp import BLOCK, EMPTY, place, stamp, verify

FEATURES = {
    "layering": rbd.RBD_FEATURE_LAYERING,
    "exclusive-lock": rbd.RBD_FEATURE_EXCLUSIVE_LOCK,
    "object-map": rbd.RBD_FEATURE_OBJECT_MAP,
    "fast-diff": rbd.RBD_FEATURE_FAST_DIFF,
    "journaling": rbd.RBD_FEATURE_JOURNALING,
}


def create(cluster, image, size, features):
    """Creates an image of `size` bytes with the named features."""
    bits = sum(FEATURES[feature] for feature in features)
    cluster.rbd.create(cluster.ioctx(), image, size, old_format=False, features=bits)


def write(cluster, image, numbers):
    """Writes the stamped blocks one by one, each flushed before the next: flushed is acknowledged."""
    with cluster.image(image) as opened:
        size = opened.size()
        for number in numbers:
            opened.write(stamp(image, cluster.site, number), place(number, size))
            opened.flush()


def read(cluster, image, highest):
    """Looks at the place of every write from 0 to `highest`: which are there, which are broken."""
    found, corrupt = [], []
    with cluster.image(image, read_only=True) as opened:
        size = opened.size()
        for number in range(highest + 1):
            block = opened.read(place(number, size), BLOCK)
            if block == EMPTY:
                continue
            (found if verify(block, image, number) else corrupt).append(number)
    return {"found": found, "corrupt": corrupt}


def remove(cluster, image):
    """Removes an image; on a primary this ends its mirroring as well (`rbd rm`)."""
    cluster.rbd.remove(cluster.ioctx(), image)


def in_trash(cluster, image):
    """The trash entries that an image of this name has left."""
    return [entry for entry in cluster.rbd.trash_list(cluster.ioctx()) if entry["name"] == image]


def purge(cluster, image):
    """Removes whatever there is of an image, mirrored or not, here and in the trash.

    Returns True once nothing is left of it.
    """
    for entry in in_trash(cluster, image):
        cluster.rbd.trash_remove(cluster.ioctx(), entry["id"], force=True)
    try:
        with cluster.image(image) as opened:
            info = opened.mirror_image_get_info()
            if info["state"] != rbd.RBD_MIRROR_IMAGE_DISABLED:
                opened.mirror_image_disable(not info["primary"])
            # A forced promotion can leave the snapshot of a first journal sync behind.
            for snap in opened.list_snaps():
                opened.remove_snap(snap["name"])
        remove(cluster, image)
    except rbd.ImageNotFound:
        pass
    return gone(cluster, image)


def gone(cluster, image):
    """True if neither the pool nor its trash holds the image."""
    return image not in cluster.rbd.list(cluster.ioctx()) and not in_trash(cluster, image)


OPS = {"create": create, "write": write, "read": read, "remove": remove, "purge": purge, "gone": gone}
