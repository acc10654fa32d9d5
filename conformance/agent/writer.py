"""A client that holds an image open and writes to it, for as long as it is let."""

import rbd

from stamp import place, stamp


def writer_open(cluster, image):
    """Opens the image to write to it, and keeps it open."""
    cluster.writing = rbd.Image(cluster.ioctx(), cluster.name_of(image))


def writer_write(cluster, image, number):
    """Writes one stamped block to the image that is held open; flushed is acknowledged."""
    cluster.writing.write(stamp(image, cluster.site, number), place(number))
    cluster.writing.flush()


def writer_close(cluster, image):
    """Lets go of the image that is held open, if one is."""
    if cluster.writing is not None:
        cluster.writing.close()
        cluster.writing = None


OPS = {"writer_open": writer_open, "writer_write": writer_write, "writer_close": writer_close}
