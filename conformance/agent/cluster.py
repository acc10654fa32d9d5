"""The agent's connection to its site's cluster."""

from contextlib import contextmanager

import rados
import rbd

CONNECT_SECONDS = 3


class Cluster:
    """A connection that comes about when it is needed, and a pool on it."""

    def __init__(self, conf, pool, site):
        self.conf, self.pool, self.site = conf, pool, site
        self.rbd = rbd.RBD()
        self._rados = None
        self._ioctx = None

    def rados(self):
        """The connection; raises rados.TimedOut (ETIMEDOUT) when no monitor answers in time."""
        if self._rados is None:
            handle = rados.Rados(
                conffile=self.conf, conf={"client_mount_timeout": str(CONNECT_SECONDS)}
            )
            try:
                handle.connect()
            except Exception:
                handle.shutdown()
                raise
            self._rados = handle
        return self._rados

    def ioctx(self):
        """The pool on the connection."""
        if self._ioctx is None:
            self._ioctx = self.rados().open_ioctx(self.pool)
        return self._ioctx

    @contextmanager
    def image(self, name, read_only=False):
        """An open image, closed again however the block ends: no watch and no lock is left."""
        image = rbd.Image(self.ioctx(), name, read_only=read_only)
        try:
            yield image
        finally:
            image.close()
