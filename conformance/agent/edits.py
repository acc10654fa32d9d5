"""Changes to an image other than writes, each numbered so that it can be recognised again."""

import rbd

from cluster import is_called
from stamp import OBJECT, SIZE

TRASH_SOURCE_USER = "USER"


def resize(cluster, image, number):
    """Grows an image to a size that tells the number of the resize."""
    with cluster.image(image) as opened:
        opened.resize(SIZE + number * OBJECT)


def snap_create(cluster, image, number):
    """Takes a snapshot of the user's own."""
    with cluster.image(image) as opened:
        opened.create_snap(f"s{number}")


def user_snaps(opened):
    """The numbers of the snapshots that a user took, in the order in which they were taken."""
    names = [snap["name"] for snap in opened.list_snaps() if is_users(snap)]
    return [int(name[1:]) for name in names if name[1:].isdecimal()]


def is_users(snap):
    """True for a snapshot that is neither a mirror snapshot nor the sync point of a journal."""
    return "mirror" not in snap and snap["name"].startswith("s")


def snap_remove(cluster, image):
    """Removes the newest snapshot that a user took; ENOENT where there is none."""
    with cluster.image(image) as opened:
        opened.remove_snap(newest(user_snaps(opened)))


def protected(opened):
    """The numbers of those of them that are protected."""
    return [number for number in user_snaps(opened) if opened.is_protected_snap(f"s{number}")]


def newest(numbers):
    """The name of the newest of these snapshots; one that is not there where there are none."""
    return f"s{numbers[-1] if numbers else 0}"


def snap_rename(cluster, image, number):
    """Gives the newest snapshot that a user took a name that tells the number of the renaming."""
    with cluster.image(image) as opened:
        opened.rename_snap(newest(user_snaps(opened)), f"s{number}")


def snap_protect(cluster, image):
    """Protects the newest snapshot that a user took."""
    with cluster.image(image) as opened:
        opened.protect_snap(newest(user_snaps(opened)))


def snap_unprotect(cluster, image):
    """Ends the protection of the newest snapshot that a user took."""
    with cluster.image(image) as opened:
        opened.unprotect_snap(newest(user_snaps(opened)))


def rename(cluster, image, number):
    """Gives the image a name that tells the number of the renaming."""
    cluster.rbd.rename(cluster.ioctx(), cluster.name_of(image), f"{image}-r{number}")


def meta_set(cluster, image, number):
    """Sets a metadata key of this number."""
    with cluster.image(image) as opened:
        opened.metadata_set(f"k{number}", str(number))


def trash(cluster, image):
    """Moves an image to the trash; on a primary this ends its mirroring as well."""
    cluster.rbd.trash_move(cluster.ioctx(), cluster.name_of(image))


def trashed(cluster, image):
    """The identity of the image that a user has put in the trash, or None."""
    for entry in cluster.rbd.trash_list(cluster.ioctx()):
        if is_called(entry["name"], image) and entry["source"] == TRASH_SOURCE_USER:
            return entry["id"]
    return None


def restore(cluster, image):
    """Takes an image back from the trash; ENOENT where it is not there."""
    cluster.rbd.trash_restore(cluster.ioctx(), trashed(cluster, image) or "none", "")


def shape(opened):
    """What an open image shows of its changes, by their numbers, and whether it is a clone."""
    name = opened.get_name()
    keys = [key for key, _ in opened.metadata_list()]
    return {
        "size": (opened.size() - SIZE) // OBJECT,
        "name": int(name.rsplit("-r", 1)[1]) if "-r" in name else 0,
        "snapshots": user_snaps(opened),
        "protected": protected(opened),
        "metadata": sorted(int(key[1:]) for key in keys if key[0] == "k" and key[1:].isdecimal()),
        "clone": is_clone(opened),
    }


def is_clone(opened):
    """True if an open image has a parent, wherever that is by now."""
    try:
        opened.parent_id()
    except rbd.ImageNotFound:
        return False
    return True


OPS = {
    "resize": resize,
    "snap_create": snap_create,
    "snap_remove": snap_remove,
    "snap_rename": snap_rename,
    "snap_protect": snap_protect,
    "snap_unprotect": snap_unprotect,
    "rename": rename,
    "meta_set": meta_set,
    "trash": trash,
    "restore": restore,
}
