"""All that a client of a site can see of an image, in one look."""

import rbd

from edits import shape
from images import read
from leftovers import remember
from mirroring import role_of
from status import status


def look(cluster, image, highest, origins=()):
    """Role, writes up to `highest`, edits and stored status; None if there is no image.

    The image is opened once: opening it takes most of the time that a look takes.
    """
    try:
        with cluster.image(image, read_only=True) as opened:
            info = opened.mirror_image_get_info()
            remember(cluster, image, opened.id(), info["global_id"])
            seen = {
                "content": read(cluster, opened, image, highest, origins),
                "shape": shape(opened),
                "status": status(opened, info),
            }
    except rbd.ImageNotFound:
        return None
    return {"role": role_of(cluster, image, info), **seen}


def features(cluster, image):
    """The features of an image, as bits; what tells a mirrored copy from others is none of its own."""
    with cluster.image(image, read_only=True) as opened:
        return opened.features() & ~rbd.RBD_FEATURE_NON_PRIMARY


OPS = {"look": look, "features": features}
