"""Stands in for Ceph's `rados` module: the same calls and errors, on Splitbrain's simulated clusters.

The ceph.conf that a client reads says which site it is, and at which socket the clusters answer:
`splitbrain site`, `splitbrain socket`. Nothing here knows how mirroring behaves; it asks.
"""

import configparser
import errno as codes
import json
import os
import socket
import threading


class Error(Exception):
    """Ceph's base class of errors (rados.pyx)."""

    def __init__(self, message, errno=None):
        super().__init__(message)
        self.errno = errno

    def __str__(self):
        message = super().__str__()
        return message if self.errno is None else f"[errno {self.errno}] {message}"


class OSError(Error):  # the name is Ceph's
    """An error that has an errno."""


class ObjectNotFound(OSError):
    pass


class TimedOut(OSError):
    pass


class PermissionError(OSError):  # the name is Ceph's
    pass


class InvalidArgumentError(Error):
    pass


class RadosStateError(Error):
    pass


class IoctxStateError(Error):
    pass


class Hang(BaseException):
    """The call never returns: whoever runs the driver ends what it was doing."""


class Crash(BaseException):
    """The call brings the whole process down."""


class NotSimulated(BaseException):
    """The simulated clusters know nothing of what was asked."""


# Whether whoever runs the driver catches what no driver would live to see: see `_end`.
hosted = False


def _end(wire, error):
    """Ends what no call returns from. A driver that runs by itself is left to its fate: it hangs, or dies."""
    if hosted:
        raise error
    if isinstance(error, Crash):
        os.abort()
    wire.tell("ended", how="hang" if isinstance(error, Hang) else "unmodelled", why=str(error))
    threading.Event().wait()


class Wire:
    """The connection to the simulated clusters: one request and its answer at a time."""

    _all = {}
    _lock = threading.Lock()

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(path)
        self._file = self._socket.makefile("r", encoding="utf-8")
        self._doomed = None

    @classmethod
    def to(cls, path):
        """The connection to a socket, made when it is first asked for."""
        with cls._lock:
            if path not in cls._all:
                cls._all[path] = cls(path)
            return cls._all[path]

    def doom(self, why):
        """Whoever asks next has hung before that: where it hung, nothing could be raised."""
        self._doomed = why

    def ask(self, op, **what):
        """Asks, and returns (`ok`, value) or (`error`, class); the rest is raised."""
        if self._doomed is not None:
            why, self._doomed = self._doomed, None
            return _end(self, Hang(why))
        request = json.dumps({"op": op, **what}, separators=(",", ":"))
        with self._lock:
            self._socket.sendall(request.encode() + b"\n")
            line = self._file.readline()
        if not line:
            os._exit(0)  # who asked for this driver is gone
        reply = json.loads(line)
        kind = reply["kind"]
        if kind == "ok":
            return "ok", reply["value"]
        if kind == "error":
            return "error", reply["error"]
        if kind == "hang":
            return _end(self, Hang(f"{op} does not return"))
        if kind == "crash":
            return _end(self, Crash(reply["why"]))
        return _end(self, NotSimulated(reply["why"]))

    def tell(self, op, **what):
        """Tells the clusters something that they do not answer."""
        with self._lock:
            self._socket.sendall(json.dumps({"op": op, **what}).encode() + b"\n")


def number_of(name):
    """The errno of an error class."""
    return getattr(codes, name, codes.EIO)


class Ioctx:
    """A pool on a connection."""

    def __init__(self, client, name):
        self.client, self.name = client, name
        self.open = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        return False

    def close(self):
        self.open = False

    def require_open(self):
        """A handle that outlived its connection is a pointer into nothing: librados crashes on it."""
        if not self.open or self.client.state != "connected":
            _end(self.client.wire, Crash("a pool handle is used after its connection was shut down"))

    def set_namespace(self, _name):
        pass


def _usage(pool):
    stats = {"stored": 0, "bytes_used": 0, "max_avail": 4 << 30}
    return {"stats": {"total_bytes": 4 << 30}, "pools": [{"name": pool, "stats": stats}]}


#: What monitors tell of a pool that nothing ever fills, by the prefix of a command.
_MONITORS_TELL = {
    "df": _usage,
    "osd pool get-quota": lambda pool: {"pool_name": pool, "quota_max_bytes": 0},
}


class Rados:
    """A client of one cluster."""

    def __init__(self, rados_id=None, name=None, clustername=None, conf=None, conffile=None, **_):
        self.state = "configuring"
        self.conf = {"rbd_default_features": "61", **(conf or {})}
        self.ioctxs = []
        read = configparser.ConfigParser()
        if not conffile or not read.read(conffile):
            raise ObjectNotFound(
                "RADOS object not found (error calling conf_read_file)", errno=codes.ENOENT
            )
        settings = read["global"]
        self.site, self.pool = settings["splitbrain site"], settings["splitbrain pool"]
        self.fsid = settings["fsid"]
        self.hosts = [settings["mon host"]]
        self.conf.setdefault("mon_host", settings["mon host"])
        self.wire = Wire.to(settings["splitbrain socket"])

    def __enter__(self):
        self.connect()
        return self

    def __exit__(self, *_):
        self.shutdown()
        return False

    def conf_set(self, name, value):
        self.conf[name] = value

    def conf_get(self, name):
        return self.conf.get(name)

    def connect(self, timeout=0):
        seconds = self.conf.get("client_mount_timeout")
        limit = {} if seconds is None else {"seconds": float(seconds)}
        kind, value = self.wire.ask("connect", site=self.site, **limit)
        if kind == "error":
            raise TimedOut(f"error connecting to the cluster: {value}", errno=number_of(value))
        self.state = "connected"

    def get_fsid(self):
        self._require_connected()
        return self.fsid

    def open_ioctx(self, name):
        self._require_connected()
        if name != self.pool:
            raise ObjectNotFound(
                f"RADOS object not found (error opening pool '{name}')", errno=codes.ENOENT
            )
        return Ioctx(self, name)

    def shutdown(self):
        self.state = "shutdown"

    def get_cluster_stats(self):
        self._require_connected()
        return {"kb": 4194304, "kb_used": 0, "kb_avail": 4194304, "num_objects": 0}

    def mon_command(self, command, _input, timeout=0):
        asked = json.loads(command)["prefix"]
        if asked not in _MONITORS_TELL:
            _end(self.wire, NotSimulated(f"the monitors' command {asked} is not simulated"))
        self.connect()
        return 0, json.dumps(_MONITORS_TELL[asked](self.pool)).encode(), ""

    def _require_connected(self):
        if self.state != "connected":
            raise RadosStateError(f"You cannot perform that operation on a Rados object in state {self.state}.")
