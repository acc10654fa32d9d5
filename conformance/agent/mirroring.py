"""Operations on an image's mirroring, and what the image is to it."""

import rbd

from cluster import is_called
from edits import trashed

MODES = {
    "journal": rbd.RBD_MIRROR_IMAGE_MODE_JOURNAL,
    "snapshot": rbd.RBD_MIRROR_IMAGE_MODE_SNAPSHOT,
}

# cls_rbd's MIRROR_IMAGE_STATE_CREATING, which librbd's interface passes on without a name.
CREATING = 3


def enable(cluster, image, mode):
    """Enables mirroring; in journal mode librbd turns on the journaling feature itself."""
    with cluster.image(image) as opened:
        opened.mirror_image_enable(MODES[mode])


def disable(cluster, image, force=False):
    """Disables mirroring."""
    with cluster.image(image) as opened:
        opened.mirror_image_disable(force)


def snapshot(cluster, image):
    """Takes a mirror snapshot and returns its id."""
    with cluster.image(image) as opened:
        return opened.mirror_image_create_snapshot()


def promote(cluster, image, force=False):
    """Makes the image primary."""
    with cluster.image(image) as opened:
        opened.mirror_image_promote(force)


def demote(cluster, image):
    """Makes the image non-primary."""
    with cluster.image(image) as opened:
        opened.mirror_image_demote()


def resync(cluster, image):
    """Flags the image to be copied anew; the mirror daemon does it later."""
    with cluster.image(image) as opened:
        opened.mirror_image_resync()


def journaling(cluster, image, on):
    """Turns the journaling feature on or off; where the pool mirrors every image that has it, mirroring too."""
    with cluster.image(image) as opened:
        opened.update_features(rbd.RBD_FEATURE_JOURNALING, on)


def role(cluster, image):
    """absent, trashed, unmirrored, creating, disabling, primary or nonprimary."""
    try:
        with cluster.image(image, read_only=True) as opened:
            info = opened.mirror_image_get_info()
    except rbd.ImageNotFound:
        return "trashed" if trashed(cluster, image) else "absent"
    return role_of(cluster, image, info)


def role_of(cluster, image, info):
    """The role that the mirroring record of an image comes to."""
    if info["state"] == CREATING:
        return "creating"
    if info["state"] == rbd.RBD_MIRROR_IMAGE_DISABLING:
        return "disabling"
    if info["state"] == rbd.RBD_MIRROR_IMAGE_DISABLED:
        # An image on its way to the trash loses its mirroring record before its name.
        names = cluster.rbd.list(cluster.ioctx())
        if any(is_called(name, image) for name in names):
            return "unmirrored"
        return "trashed" if trashed(cluster, image) else "absent"
    return "primary" if info["primary"] else "nonprimary"


OPS = {
    "enable": enable,
    "disable": disable,
    "snapshot": snapshot,
    "promote": promote,
    "demote": demote,
    "resync": resync,
    "journaling": journaling,
    "role": role,
}
