"""Cinder's driver without Cinder's services: real configuration, real volume objects, no database."""

import importlib

from cinder import context, objects, utils
from cinder.objects import fields
from cinder.volume import configuration, driver as volume_driver
from oslo_config import cfg

CONF = cfg.CONF
GROUP = "ceph"
SHARED = "backend_defaults"

SPECS = {
    "plain": {},
    "replicated": {"replication_enabled": "<is> True"},
    "multiattach": {"multiattach": "<is> True"},
    "replicated-multiattach": {"replication_enabled": "<is> True", "multiattach": "<is> True"},
}

# What the manager does not hand to a failover (cinder/volume/manager.py, failover).
NOT_REPLICATED = (fields.ReplicationStatus.DISABLED, fields.ReplicationStatus.NOT_CAPABLE)


def prepare():
    """What Cinder does once for each process."""
    objects.register_all()
    CONF([], project="cinder", default_config_files=[], default_config_dirs=[])


def load(path):
    """A class by its dotted path."""
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def configure(kind, sites, options):
    """The configuration of one backend: the first site its own, the others replication devices."""
    # A service that starts anew has none of the defaults that an earlier one came to.
    if SHARED in CONF:
        CONF.clear_default("rbd_secret_uuid", group=SHARED)
    config = configuration.Configuration(volume_driver.volume_opts, config_group=GROUP)
    config.append_config_values(kind.get_driver_options())
    first, *others = sites
    devices = [f"backend_id:{one['backend']},conf:{one['conf']},user:{one['user']}" for one in others]
    given = {
        # Set each time: the process is that of the service before.
        "rbd_max_clone_depth": 5,
        "rbd_flatten_volume_from_snapshot": False,
        "volume_backend_name": GROUP,
        "rbd_pool": first["pool"],
        "rbd_user": first["user"],
        "rbd_ceph_conf": first["conf"],
        "replication_device": devices,
        **options,
    }
    for name, value in given.items():
        CONF.set_override(name, value, group=GROUP)
    return config


def volume_of(ctxt, told):
    """A volume as Cinder has it, from what its caller remembers."""
    state = told["state"] or {}
    kind = objects.VolumeType(ctxt, id=told["id"], name=told["type"], extra_specs=SPECS[told["type"]])
    return objects.Volume(
        ctxt,
        id=told["id"],
        _name_id=None,
        size=told["gib"],
        status=told["status"],
        use_quota=True,
        encryption_key_id=None,
        volume_type=kind,
        volume_type_id=told["id"],
        replication_status=told["replication_status"],
        replication_driver_data=state.get("replication_driver_data"),
        provider_location=state.get("provider_location"),
        multiattach="multiattach" in told["type"],
    )


def update_of(update, told=None):
    """What a driver said of a volume, as its caller is to remember it."""
    update = update or {}
    state = dict((told or {}).get("state") or {})
    kept = {name: update[name] for name in ("replication_driver_data", "provider_location") if name in update}
    state.update(kept)
    said = {name: update[name] for name in ("replication_status", "status") if name in update}
    return {**said, "state": state}


class Backend:
    """One driver, set up; its methods are those of the driver protocol."""

    def __init__(self, kind, recorder, sites, active, options, execute=utils.execute):
        self.ctxt = context.get_admin_context()
        self.driver = kind(
            active_backend_id=active,
            configuration=configure(kind, sites, options),
            execute=execute,
            host=f"splitbrain@{GROUP}",
            cluster_name=None,
            rados=recorder.rados,
            rbd=recorder.rbd,
        )
        self.driver.do_setup(self.ctxt)
        self.driver.check_for_setup_error()
        self.driver.set_initialized()

    def create_volume(self, volume):
        made = self.driver.create_volume(volume_of(self.ctxt, volume))
        return {"update": update_of(made)}

    def clone_volume(self, volume, source):
        made = self.driver.create_cloned_volume(volume_of(self.ctxt, volume), volume_of(self.ctxt, source))
        return {"update": update_of(made)}

    def create_from_snapshot(self, volume, source, snapshot):
        made = self.driver.create_volume_from_snapshot(
            volume_of(self.ctxt, volume), self._snapshot(source, snapshot)
        )
        return {"update": update_of(made)}

    def manage(self, volume, image):
        """As the manager does, which asks for the size first (cinder/volume/flows/manager/manage_existing.py)."""
        given, reference = volume_of(self.ctxt, volume), {"source-name": image}
        self.driver.manage_existing_get_size(given, reference)
        return {"update": update_of(self.driver.manage_existing(given, reference))}

    def delete_volume(self, volume):
        self.driver.delete_volume(volume_of(self.ctxt, volume))
        return {}

    def extend(self, volume, gib):
        self.driver.extend_volume(volume_of(self.ctxt, volume), gib)
        return {}

    def retype(self, volume, to):
        kind = objects.VolumeType(self.ctxt, id=volume["id"], name=to, extra_specs=SPECS[to])
        done, update = self.driver.retype(self.ctxt, volume_of(self.ctxt, volume), kind, {}, None)
        if not done:
            raise RuntimeError("the driver cannot retype this volume where it is")
        return {"update": update_of(update, volume)}

    def _snapshot(self, volume, snapshot):
        return objects.Snapshot(
            self.ctxt,
            id=snapshot,
            volume_id=volume["id"],
            volume_size=volume["gib"],
            volume=volume_of(self.ctxt, volume),
        )

    def create_snapshot(self, volume, snapshot):
        self.driver.create_snapshot(self._snapshot(volume, snapshot))
        return {}

    def delete_snapshot(self, volume, snapshot):
        self.driver.delete_snapshot(self._snapshot(volume, snapshot))
        return {}

    def failover(self, volumes, to):
        replicated = [one for one in volumes if one["replication_status"] not in NOT_REPLICATED]
        given = [volume_of(self.ctxt, one) for one in replicated]
        active, updates, _groups = self.driver.failover_host(self.ctxt, given, to, [])
        told = {one["volume_id"]: {**one["updates"]} for one in updates}
        for one in told.values():
            one.pop("previous_status", None)
        return {"active": active or "default", "updates": told}

    def failback(self, volumes):
        return self.failover(volumes, "default")

    def freeze(self):
        self.driver.freeze_backend(self.ctxt)
        return {}

    def thaw(self):
        self.driver.thaw_backend(self.ctxt)
        return {}

    def status(self):
        targets = [name for name in self.driver._target_names if name != "default"]
        return {
            "replication_enabled": self.driver._is_replication_enabled,
            "targets": targets,
            "active": self.driver._active_backend_id or "default",
        }

    def connection(self, volume):
        data = self.driver.initialize_connection(volume_of(self.ctxt, volume), {})["data"]
        return {"name": data["name"], "hosts": data["hosts"], "secret": data["secret_uuid"]}
