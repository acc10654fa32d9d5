"""The image as a clone: the parent that it is made from, and what parts the two."""

import rbd

from images import FEATURES, paced
from mirroring import MODES
from stamp import SIZE, inherited, stamp

SNAPSHOT = "base"


def parent_of(image):
    """The name of an image's parent."""
    return f"{image}-parent"


def make_parent(cluster, image, bits):
    """Creates the parent, with write 0 in it, and the snapshot that clones are made of."""
    name, pool = parent_of(image), cluster.ioctx()
    place = {"features": bits, "data_pool": cluster.data_pool}
    cluster.rbd.create(pool, name, SIZE, old_format=False, **place)
    with cluster.image(name) as opened:
        paced(opened)
        for place in inherited():
            opened.write(stamp(image, cluster.site, 0), place)
        opened.flush()
        opened.create_snap(SNAPSHOT)


def clone(cluster, image, features, first):
    """Creates the image as a clone; before the first one of all, its parent."""
    pool = cluster.ioctx()
    if cluster.name_of(image) in cluster.rbd.list(pool):
        raise rbd.ImageExists("there is an image of this name", errno=17)
    bits = sum(FEATURES[feature] for feature in features)
    if first:
        make_parent(cluster, image, bits)
    place = {"features": bits, "data_pool": cluster.data_pool}
    cluster.rbd.clone(pool, parent_of(image), SNAPSHOT, pool, image, **place)
    with cluster.image(image) as opened:
        paced(opened)


def flatten(cluster, image):
    """Copies to the image what it has from its parent, and parts the two."""
    with cluster.image(image) as opened:
        opened.flatten()


def parent_enable(cluster, image, mode):
    """Enables mirroring of the parent."""
    with cluster.image(parent_of(image)) as opened:
        opened.mirror_image_enable(MODES[mode])


def parent_disable(cluster, image):
    """Disables mirroring of the parent."""
    with cluster.image(parent_of(image)) as opened:
        opened.mirror_image_disable(False)


OPS = {
    "clone": clone,
    "flatten": flatten,
    "parent_enable": parent_enable,
    "parent_disable": parent_disable,
}
