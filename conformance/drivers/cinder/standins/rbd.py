"""Stands in for Ceph's `rbd` module: the same calls and errors, on Splitbrain's simulated clusters.

Constants, classes of errors and their texts are those of the real module (rbd.pyx, Ceph 16.2). What is not
simulated says so, by `rados.NotSimulated`, and is never made up.
"""

import errno as codes

import rados

RBD_FEATURE_LAYERING = 1
RBD_FEATURE_STRIPINGV2 = 2
RBD_FEATURE_EXCLUSIVE_LOCK = 4
RBD_FEATURE_OBJECT_MAP = 8
RBD_FEATURE_FAST_DIFF = 16
RBD_FEATURE_DEEP_FLATTEN = 32
RBD_FEATURE_JOURNALING = 64
RBD_FEATURE_DATA_POOL = 128
RBD_FEATURE_OPERATIONS = 256
RBD_FEATURE_MIGRATING = 512
RBD_FEATURE_NON_PRIMARY = 1024
RBD_OPERATION_FEATURE_CLONE_PARENT = 1
RBD_OPERATION_FEATURE_CLONE_CHILD = 2
RBD_MIRROR_MODE_DISABLED, RBD_MIRROR_MODE_IMAGE, RBD_MIRROR_MODE_POOL = 0, 1, 2
RBD_MIRROR_IMAGE_MODE_JOURNAL, RBD_MIRROR_IMAGE_MODE_SNAPSHOT = 0, 1
RBD_MIRROR_IMAGE_DISABLING, RBD_MIRROR_IMAGE_ENABLED, RBD_MIRROR_IMAGE_DISABLED = 0, 1, 2
MIRROR_IMAGE_STATUS_STATE_UNKNOWN = 0
MIRROR_IMAGE_STATUS_STATE_ERROR = 1
MIRROR_IMAGE_STATUS_STATE_SYNCING = 2
MIRROR_IMAGE_STATUS_STATE_STARTING_REPLAY = 3
MIRROR_IMAGE_STATUS_STATE_REPLAYING = 4
MIRROR_IMAGE_STATUS_STATE_STOPPING_REPLAY = 5
MIRROR_IMAGE_STATUS_STATE_STOPPED = 6
RBD_SNAP_NAMESPACE_TYPE_USER, RBD_SNAP_NAMESPACE_TYPE_MIRROR = 0, 3
RBD_SNAP_MIRROR_STATE_PRIMARY = 0
RBD_SNAP_MIRROR_STATE_PRIMARY_DEMOTED = 1
RBD_SNAP_MIRROR_STATE_NON_PRIMARY = 2
RBD_SNAP_MIRROR_STATE_NON_PRIMARY_DEMOTED = 3


class Error(Exception):
    pass


class OSError(Error):  # the name is Ceph's
    """An error that has an errno."""

    about = "RBD error"

    def __init__(self, message, errno=None):
        super().__init__(f"{self.about} ({message})")
        self.errno = errno

    def __str__(self):
        message = super().__str__()
        return message if self.errno is None else f"[errno {self.errno}] {message}"


def _error(name, about):
    return type(name, (OSError,), {"about": about})


PermissionError = _error("PermissionError", "RBD permission error")
ImageNotFound = _error("ImageNotFound", "RBD image not found")
ImageExists = _error("ImageExists", "RBD image already exists")
IOError = _error("IOError", "RBD I/O error")
NoSpace = _error("NoSpace", "RBD insufficient space available")
InvalidArgument = _error("InvalidArgument", "RBD invalid argument")
ReadOnlyImage = _error("ReadOnlyImage", "RBD read-only image")
ImageBusy = _error("ImageBusy", "RBD image is busy")
ImageHasSnapshots = _error("ImageHasSnapshots", "RBD image has snapshots")
FunctionNotSupported = _error("FunctionNotSupported", "RBD function not supported")
ConnectionShutdown = _error("ConnectionShutdown", "RBD connection was shutdown")
Timeout = _error("Timeout", "RBD operation timeout")
OperationNotSupported = _error("OperationNotSupported", "RBD operation not supported")

_BY_NAME = {
    "EPERM": PermissionError,
    "ENOENT": ImageNotFound,
    "EIO": IOError,
    "ENOSPC": NoSpace,
    "EEXIST": ImageExists,
    "EINVAL": InvalidArgument,
    "EROFS": ReadOnlyImage,
    "EBUSY": ImageBusy,
    "ENOTEMPTY": ImageHasSnapshots,
    "ENOSYS": FunctionNotSupported,
    "ESHUTDOWN": ConnectionShutdown,
    "ETIMEDOUT": Timeout,
    "EOPNOTSUPP": OperationNotSupported,
}


def _asked(ioctx, what, op, **args):
    """Asks the clusters; returns the value, or raises what the real module would."""
    ioctx.require_open()
    client = ioctx.client
    patience = client.conf.get("rados_osd_op_timeout")
    limit = {} if patience is None else {"patience": float(patience)}
    kind, value = client.wire.ask(op, site=client.site, **limit, **args)
    if kind == "ok":
        return value
    raise _BY_NAME.get(value, OSError)(what, errno=rados.number_of(value))


class RBD:
    """What is done to images by their names."""

    def version(self):
        return (1, 16, 0)

    def list(self, ioctx):
        return _asked(ioctx, "error listing images", "list")

    def create(self, ioctx, name, size, order=None, old_format=False, features=None, **_):
        what = "error creating image"
        _asked(ioctx, what, "create", image=name, size=size, features=features or 0)

    def clone(self, p_ioctx, p_name, p_snapname, c_ioctx, c_name, features=None, order=None, **_):
        given = {"image": p_name, "snapshot": p_snapname, "to": c_name, "features": features or 0}
        c_ioctx.require_open()
        _asked(p_ioctx, "error creating clone", "clone", **given)

    def remove(self, ioctx, name):
        _asked(ioctx, "error removing image", "remove", image=name)

    def rename(self, ioctx, src, dest):
        _asked(ioctx, "error renaming image", "rename", image=src, to=dest)

    def trash_move(self, ioctx, name, delay=0):
        _asked(ioctx, "error moving image to trash", "trash", image=name)

    def mirror_uuid_get(self, ioctx):
        return _asked(ioctx, "error getting mirror uuid", "uuid")

    def mirror_image_status_list(self, ioctx):
        for told in _asked(ioctx, "error listing mirror images status", "statuses"):
            status = _status(told)
            status["info"].pop("primary")  # librbd does not look for it here
            yield status

    def mirror_mode_get(self, ioctx):
        return RBD_MIRROR_MODE_IMAGE

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)

        def missing(ioctx, *_args, **_named):
            _asked(ioctx, name, "missing", what=f"rbd.RBD.{name} is not simulated")

        return missing


_MIRROR_STATES = {
    "primary": RBD_SNAP_MIRROR_STATE_PRIMARY,
    "primary-demoted": RBD_SNAP_MIRROR_STATE_PRIMARY_DEMOTED,
    "non-primary": RBD_SNAP_MIRROR_STATE_NON_PRIMARY,
    "non-primary-demoted": RBD_SNAP_MIRROR_STATE_NON_PRIMARY_DEMOTED,
}

_IMAGE_STATES = {
    "disabling": RBD_MIRROR_IMAGE_DISABLING,
    "enabled": RBD_MIRROR_IMAGE_ENABLED,
    "disabled": RBD_MIRROR_IMAGE_DISABLED,
    "creating": 3,  # cls_rbd's, which the real module passes on without a name
}

_STATUSES = {
    "unknown": MIRROR_IMAGE_STATUS_STATE_UNKNOWN,
    "error": MIRROR_IMAGE_STATUS_STATE_ERROR,
    "syncing": MIRROR_IMAGE_STATUS_STATE_SYNCING,
    "starting": MIRROR_IMAGE_STATUS_STATE_STARTING_REPLAY,
    "replaying": MIRROR_IMAGE_STATUS_STATE_REPLAYING,
    "stopped": MIRROR_IMAGE_STATUS_STATE_STOPPED,
}


_EDITS = ("metadata_set", "resize", "create_snap", "remove_snap", "update_features", "flatten")


class Image:
    """An open image."""

    def __init__(self, ioctx, name=None, snapshot=None, read_only=False, **_):
        self.ioctx, self.name = ioctx, name
        self.closed = True
        self.locked = False
        self.snapshot = snapshot
        self._ask("open", what=f"error opening image {name} at snapshot {snapshot}")
        self.closed = False

    def __del__(self):
        """What is open yet is closed, and librbd waits for ever if its connection is gone."""
        if not self.closed and self.ioctx.client.state == "shutdown":
            self.ioctx.client.wire.doom(f"image {self.name} is closed after its connection was shut down")

    def _ask(self, method, *args, what=None):
        about = what or f"error in {method} of image {self.name}"
        args = {"image": self.name, "method": method, "args": list(args), "locked": self.locked}
        value = _asked(self.ioctx, about, "image", **args)
        # Whoever has the lock keeps it, as long as nobody else asks for it.
        self.locked = self.locked or method in _EDITS
        return value

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        return False

    def close(self):
        self.closed = True

    def set_snap(self, snapshot):
        if snapshot is not None:
            self._ask("is_protected_snap", snapshot, what=f"error setting image {self.name} to snapshot {snapshot}")
        self.snapshot = snapshot

    def parent_info(self):
        return (self.ioctx.name, *self._ask("parent_info"))

    def list_children(self):
        if self.snapshot is None:
            return self._ask("missing", what="the children of no snapshot")
        return [(self.ioctx.name, name) for name in self._ask("list_children", self.snapshot)]

    def copy(self, dest_ioctx, dest_name, **_):
        dest_ioctx.require_open()
        _asked(self.ioctx, f"error copying image {self.name}", "copy", image=self.name, to=dest_name)

    def metadata_get(self, key):
        try:
            return self._ask("metadata_get", key)
        except ImageNotFound as error:
            raise KeyError(f"metadata {key} for image {self.name}") from error

    def mirror_image_enable(self, mode=RBD_MIRROR_IMAGE_MODE_JOURNAL):
        self._ask("mirror_image_enable", mode)

    def mirror_image_promote(self, force):
        self._ask("mirror_image_promote", bool(force))

    def mirror_image_disable(self, force):
        self._ask("mirror_image_disable", bool(force))

    def mirror_image_get_info(self):
        return _info(self._ask("mirror_image_get_info"))

    def mirror_image_get_status(self):
        return _status(self._ask("mirror_image_get_status"))

    def list_snaps(self):
        return [_snapshot(one) for one in self._ask("list_snaps")]

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args: self._ask(name, *args)


def _info(told):
    return {**told, "state": _IMAGE_STATES[told["state"]]}


def _status(told):
    local, info = told["local"], _info(told["info"])
    common = {"name": told["name"], "id": info["global_id"], "info": info, "remote_statuses": []}
    if local["description"] == "status not found":
        return common
    state, words = _STATUSES[local["state"]], local["description"]
    return {**common, "state": state, "description": words, "up": local["up"], "last_update": 0}


def _snapshot(one):
    listed = {"id": one["id"], "name": one["name"], "size": one["size"]}
    if "mirror" not in one:
        return {**listed, "namespace": RBD_SNAP_NAMESPACE_TYPE_USER}
    mirror = one["mirror"]
    details = {
        "state": _MIRROR_STATES[mirror["state"]],
        "mirror_peer_uuids": [],
        "complete": mirror["complete"],
        "primary_mirror_uuid": mirror["primaryUuid"],
        "primary_snap_id": mirror["primarySnapshot"],
        "last_copied_object_number": 0,
    }
    return {**listed, "namespace": RBD_SNAP_NAMESPACE_TYPE_MIRROR, "mirror": details}
