"""The agent's connection to its site's cluster."""

from contextlib import contextmanager

import rados
import rbd

CONNECT_SECONDS = 10


def is_called(name, image):
    """True if `name` is what `image` was called first, or what a rename made of that.

    A driver that keeps the image of a deleted volume for its clones renames it as well: `image.deleted`.
    """
    return name == image or name.startswith((f"{image}-r", f"{image}."))


class Cluster:
    """A connection that comes about when it is needed, and a pool on it."""

    def __init__(self, conf, pool, site):
        self.conf, self.pool, self.site = conf, pool, site
        self.data_pool = f"{pool}-data"
        self.rbd = rbd.RBD()
        self.patience = CONNECT_SECONDS
        # Which objects of which image are held back: whoever reads one of them waits.
        self.held = {}
        # What images were known by, those that are gone included; see leftovers.py.
        self.identities = {}
        # An image that is held open to be written to; see writer.py.
        self.writing = None
        self._rados = None
        self._ioctx = None
        self.namespace = ""

    def rados(self):
        """The connection; raises rados.TimedOut (ETIMEDOUT) when no monitor answers in time."""
        if self._rados is None:
            handle = rados.Rados(
                conffile=self.conf,
                conf={"client_mount_timeout": str(self.patience), "rbd_default_clone_format": "2"},
            )
            try:
                handle.connect()
            except Exception:
                handle.shutdown()
                raise
            self._rados = handle
        return self._rados

    def ioctx(self):
        """The pool on the connection, in the namespace that is asked about."""
        if self._ioctx is None:
            self._ioctx = self.rados().open_ioctx(self.pool)
        self._ioctx.set_namespace(self.namespace)
        return self._ioctx

    def name_of(self, image):
        """What an image is called now: `image`, or `image-r3` once a rename has made it so."""
        names = self.rbd.list(self.ioctx())
        return next((name for name in names if is_called(name, image)), image)

    @contextmanager
    def image(self, name, read_only=False):
        """An open image, closed again however the block ends: no watch and no lock is left."""
        image = rbd.Image(self.ioctx(), self.name_of(name), read_only=read_only)
        try:
            yield image
        finally:
            image.close()
