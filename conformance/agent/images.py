"""Operations on an image itself: making it, writing, reading, removing."""

import rados
import rbd

from cluster import is_called
from edits import TRASH_SOURCE_USER
from stamp import BLOCK, EMPTY, OBJECT, SIZE, place, places, stamp, verify

FEATURES = {
    "layering": rbd.RBD_FEATURE_LAYERING,
    "exclusive-lock": rbd.RBD_FEATURE_EXCLUSIVE_LOCK,
    "object-map": rbd.RBD_FEATURE_OBJECT_MAP,
    "fast-diff": rbd.RBD_FEATURE_FAST_DIFF,
    "journaling": rbd.RBD_FEATURE_JOURNALING,
    "deep-flatten": rbd.RBD_FEATURE_DEEP_FLATTEN,
}


def create(cluster, image, features):
    """Creates an image with the named features, its data in the pool for data.

    One that was renamed is still there by its newer name, and in the way.
    """
    bits = sum(FEATURES[feature] for feature in features)
    place = {"features": bits, "data_pool": cluster.data_pool}
    name = cluster.name_of(image)
    cluster.rbd.create(cluster.ioctx(), name, SIZE, old_format=False, **place)
    with cluster.image(image) as opened:
        paced(opened)


def paced(opened):
    """Has copies of an image made one object after the other, so that "half-way" means the same each time.

    Deep-copy asks the source image how many at once.
    """
    opened.metadata_set("conf_rbd_concurrent_management_ops", "1")


def write(cluster, image, numbers):
    """Writes the stamped blocks one by one, each flushed before the next: flushed is acknowledged."""
    with cluster.image(image) as opened:
        for number in numbers:
            opened.write(stamp(image, cluster.site, number), place(number))
            opened.flush()


def origin_of(number, image, origins):
    """The image that a write was made to first: one of the `origins`, each with its highest number, or `image`."""
    return next((name for name, highest in origins if number <= highest), image)


def read(cluster, opened, image, highest, origins=()):
    """Looks at the places of every write from 0 to `highest`: which are there, which are broken.

    Write 0, which an image has from its parent, is there if it is in all of its places. None where
    one of them is held back, so that the look would wait.
    """
    held, _ = cluster.held.get(image, (None, None))
    wanted = [where for number in range(highest + 1) for where in places(number)]
    if any(where // OBJECT == held for where in wanted):
        return None
    found, corrupt = [], []
    for number in range(highest + 1):
        blocks = [opened.read(where, BLOCK) for where in places(number)]
        written = [block for block in blocks if block != EMPTY]
        made = origin_of(number, image, origins) if number else image
        if not all(verify(block, made, number) for block in written):
            corrupt.append(number)
        elif len(written) == len(blocks):
            found.append(number)
    return {"found": found, "corrupt": corrupt}


def addresses(opened):
    """Who has an image open, by address; a client that died counts until its watch has expired.

    Whoever opens it only to read does not watch it, and so this look is not among them.
    """
    return [watcher["addr"] for watcher in opened.watchers_list()]


def watchers(cluster, image):
    """Who has an image open; nobody, if it is not there."""
    try:
        with cluster.image(image, read_only=True) as opened:
            return addresses(opened)
    except rbd.ImageNotFound:
        return []


def remove(cluster, image):
    """Removes an image; on a primary this ends its mirroring as well (`rbd rm`)."""
    cluster.rbd.remove(cluster.ioctx(), cluster.name_of(image))


def in_trash(cluster, image):
    """The trash entries that an image of this name has left."""
    entries = cluster.rbd.trash_list(cluster.ioctx())
    return [entry for entry in entries if is_called(entry["name"], image)]


def drop_snaps(opened):
    """Removes every snapshot of an open image, protected or not.

    A forced promotion can leave the snapshot of a first journal sync behind, an interrupted disable
    leaves mirror snapshots among the trash: those go by their number only.
    """
    for snap in opened.list_snaps():
        users = snap["namespace"] == rbd.RBD_SNAP_NAMESPACE_TYPE_USER
        if users and opened.is_protected_snap(snap["name"]):
            opened.unprotect_snap(snap["name"])
        opened.remove_snap_by_id(snap["id"])


def drop_broken_journal(cluster, opened):
    """Removes what an interrupted enabling has left of a journal: librbd crashes on it."""
    if opened.features() & rbd.RBD_FEATURE_JOURNALING:
        return
    try:
        cluster.ioctx().remove_object(f"journal.{opened.id()}")
    except rados.ObjectNotFound:
        pass


def end_mirroring(cluster, opened, primary):
    """Ends the mirroring of an open image, whatever its pool is in; a copy is freed by force.

    In pool mode a copy without a journal becomes primary by being given one.
    """
    if cluster.rbd.mirror_mode_get(cluster.ioctx()) != rbd.RBD_MIRROR_MODE_POOL:
        opened.mirror_image_disable(not primary)
        return
    if not opened.features() & rbd.RBD_FEATURE_JOURNALING:
        opened.update_features(rbd.RBD_FEATURE_JOURNALING, True)
    elif not primary:
        opened.mirror_image_promote(True)
    opened.update_features(rbd.RBD_FEATURE_JOURNALING, False)


def purge(cluster, image):
    """Removes whatever there is of an image, mirrored or not, here and in the trash.

    Returns True once nothing is left of it.
    """
    for entry in in_trash(cluster, image):
        if entry["source"] == TRASH_SOURCE_USER:
            with rbd.Image(cluster.ioctx(), image_id=entry["id"]) as opened:
                drop_snaps(opened)
        cluster.rbd.trash_remove(cluster.ioctx(), entry["id"], force=True)
    try:
        with cluster.image(image) as opened:
            info = opened.mirror_image_get_info()
            if info["state"] != rbd.RBD_MIRROR_IMAGE_DISABLED:
                end_mirroring(cluster, opened, info["primary"])
            drop_snaps(opened)
            drop_broken_journal(cluster, opened)
        remove(cluster, image)
    except rbd.ImageNotFound:
        pass
    return gone(cluster, image)


def gone(cluster, image):
    """True if neither the pool nor its trash holds the image."""
    names = cluster.rbd.list(cluster.ioctx())
    return not any(is_called(name, image) for name in names) and not in_trash(cluster, image)


OPS = {
    "create": create,
    "write": write,
    "watchers": watchers,
    "remove": remove,
    "purge": purge,
    "gone": gone,
}
