"""What is done to an image's journal: `rbd journal`, of which librbd's binding has nothing."""

import struct

import rados
import rbd

# cls/journal/cls_journal_types.h: CLIENT_STATE_DISCONNECTED.
DISCONNECTED = 1

# The image itself is a client of its journal as well, without a name.
IMAGE_CLIENT = ""

NOTIFY_MS = 5000
LIST_BYTES = 1 << 16


def encoded(text):
    """A string as Ceph encodes it."""
    return struct.pack("<I", len(text)) + text.encode()


def clients(ioctx, header):
    """The names of a journal's clients, by cls_journal's client_list."""
    asked = encoded("") + struct.pack("<Q", 64)
    _, found = ioctx.execute(header, "journal", "client_list", asked, LIST_BYTES)
    (count,) = struct.unpack_from("<I", found)
    names, at = [], 4
    for _ in range(count):
        # A version, the one that it can be read as, and a length; a client's name comes first in it.
        _, _, length, named = struct.unpack_from("<BBII", found, at)
        names.append(found[at + 10 : at + 10 + named].decode())
        at += 6 + length
    return names


def disconnect(cluster, image):
    """Marks every client of the image's journal but itself disconnected (`rbd journal client disconnect`).

    EINVAL where there is no journal, ENOENT where it has no such client. A client that cannot be told
    of it finds it by itself: that is done all the same, where `rbd` says ETIMEDOUT.
    """
    ioctx = cluster.ioctx()
    with cluster.image(image, read_only=True) as opened:
        if not opened.features() & rbd.RBD_FEATURE_JOURNALING:
            raise rbd.InvalidArgument("no journal", errno=22)
        header = f"journal.{opened.id()}"
    peers = [name for name in clients(ioctx, header) if name != IMAGE_CLIENT]
    if not peers:
        raise rados.ObjectNotFound("no client", errno=2)
    for name in peers:
        state = encoded(name) + struct.pack("<B", DISCONNECTED)
        with rados.WriteOpCtx() as write:
            write.execute("journal", "client_update_state", state)
            ioctx.operate_write_op(write, header)
    try:
        ioctx.notify(header, timeout_ms=NOTIFY_MS)
    except rados.TimedOut:
        pass


OPS = {"disconnect": disconnect}
