"""Tells, in order, every call that a driver makes into Ceph's `rbd` module, with what came of it.

A driver is given wrappers in place of `rados` and `rbd`. Their classes of errors and their constants are those
of the wrapped modules, so that the driver notices nothing.
"""

import time

# Told without its value: what was listed can be long.
_LONG = {"list_snaps", "list", "trash_list"}

# Asks its cluster while what it returns is gone through.
_ITERATED = {"mirror_image_status_list"}


def _plain(value):
    """A value as JSON can hold it; None for what only Python knows."""
    if isinstance(value, (bool, int, float, str)) or value is None:
        return value
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return None


class Recorder:
    """Records the calls of one driver; `tell` is given each of them."""

    def __init__(self, rados, rbd, sites, tell):
        self._tell = tell
        self._sites = sites
        self._where = {}
        self._left, self._halt = 0, None
        self.rados = _Module(rados, {"Rados": lambda *a, **k: _Client(self, rados.Rados(*a, **k), k)})
        self.rbd = _Module(
            rbd,
            {
                "Image": lambda *a, **k: _Image(self, rbd.Image, a, k),
                "RBD": lambda: _Names(self, rbd.RBD()),
            },
        )

    def forget(self):
        """Between requests: no pool handle outlives one, and none is to be halted."""
        self._where.clear()
        self._left = 0

    def halt_after(self, calls, halt):
        """Has something done once so many more calls have been told."""
        self._left, self._halt = calls, halt

    def _told(self, call):
        self._tell(call)
        self._left -= 1
        if self._left == 0:
            self._halt()

    def opened(self, conf, ioctx):
        """Remembers which site a pool handle is of."""
        self._where[id(ioctx)] = (ioctx, self._sites.get(conf, "?"))

    def site_of(self, args):
        """The site of the first pool handle among some arguments."""
        found = (self._where[id(one)][1] for one in args if id(one) in self._where)
        return next(found, "?")

    def record(self, site, image, call, args, work):
        """Does a call, and tells what came of it."""
        began = time.monotonic()
        told = {"site": site, "image": image, "call": call, "args": [_plain(one) for one in args]}
        try:
            value = work()
        except BaseException as error:
            told["error"] = type(error).__name__
            raise
        else:
            if value is not None and call not in _LONG:
                told["value"] = _plain(value)
            return value
        finally:
            told["ms"] = round((time.monotonic() - began) * 1000, 1)
            self._told(told)


class _Module:
    """A module of which some names are others."""

    def __init__(self, module, others):
        self._module = module
        self.__dict__.update(others)

    def __getattr__(self, name):
        return getattr(self._module, name)


class _Client:
    """A rados client that tells which site its pool handles are of."""

    def __init__(self, recorder, client, given):
        self._recorder, self._client, self._conf = recorder, client, given.get("conffile")

    def open_ioctx(self, pool):
        ioctx = self._client.open_ioctx(pool)
        self._recorder.opened(self._conf, ioctx)
        return ioctx

    def connect(self, *args):
        site = self._recorder._sites.get(self._conf, "?")
        return self._recorder.record(site, None, "connect", [], lambda: self._client.connect(*args))

    def __getattr__(self, name):
        return getattr(self._client, name)


class _Names:
    """rbd.RBD: what is done to images by name."""

    def __init__(self, recorder, rbd):
        self._recorder, self._rbd = recorder, rbd

    def __getattr__(self, name):
        method = getattr(self._rbd, name)

        def work(*args, **named):
            value = method(*args, **named)
            return list(value) if name in _ITERATED else value

        def call(*args, **named):
            names = [one for one in args if isinstance(one, str)]
            plain = [one for one in args if isinstance(one, (str, int, bool))][1:]
            return self._recorder.record(
                self._recorder.site_of(args),
                names[0] if names else None,
                name,
                plain,
                lambda: work(*args, **named),
            )

        return call


class _Image:
    """rbd.Image: an open image."""

    def __init__(self, recorder, kind, args, named):
        self._recorder = recorder
        self._site = recorder.site_of(args)
        self._name = args[1] if len(args) > 1 else named.get("name")
        self._image = recorder.record(
            self._site, self._name, "open", [], lambda: kind(*args, **named)
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        return False

    def close(self):
        self._image.close()

    def __getattr__(self, name):
        method = getattr(self._image, name)
        if not callable(method):
            return method
        return lambda *args, **named: self._recorder.record(
            self._site, self._name, name, args, lambda: method(*args, **named)
        )
