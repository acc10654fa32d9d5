"""What Cinder's database holds, beside what its own code writes: how it begins, and what it says at a time."""

import shutil

import oslo_messaging as messaging
from backend import SPECS
from cinder import context, db, exception, objects
from cinder.db import migration
from cinder.objects import fields
from cinder.volume import volume_types
from oslo_config import cfg

CONF = cfg.CONF
BINARY = "cinder-volume"
PROJECT = "splitbrain"


def admin():
    """Who asks for everything: an administrator, in a project of their own."""
    ctxt = context.get_admin_context()
    ctxt.project_id, ctxt.user_id = PROJECT, PROJECT
    ctxt.roles = ["admin"]
    return ctxt


def use(path):
    """Has Cinder use the database in this file."""
    CONF.set_override("connection", f"sqlite:///{path}", "database")


def configure(folder):
    """What Cinder's services need to know, and no driver: where to keep what they keep, and whom to send nothing."""
    messaging.get_rpc_transport(CONF, url="fake:/")
    values = {
        (None, "transport_url"): "fake:/",
        (None, "state_path"): folder,
        ("oslo_concurrency", "lock_path"): folder,
        ("oslo_messaging_notifications", "driver"): ["noop"],
        ("coordination", "backend_url"): f"file://{folder}",
        ("database", "sqlite_synchronous"): False,
        # It starts once; whoever starts it anew is a step of a scenario.
        (None, "reinit_driver_count"): 0,
    }
    messaging.get_notification_transport(CONF)
    for (group, name), value in values.items():
        CONF.set_override(name, value, group)


def make(path):
    """A new database, with the types of volumes that there are, and no volume."""
    use(path)
    migration.db_sync()
    for name, specs in SPECS.items():
        volume_types.create(admin(), name, specs)
    # No quota is anybody's concern here.
    for resource in ("volumes", "snapshots", "gigabytes", "per_volume_gigabytes"):
        db.quota_create(admin(), PROJECT, resource, -1)


def warm(host):
    """Does what every service does with its database, so that each process that is forked knows how to ask it.

    What was written is of no account: a run begins with a copy of another database.
    """
    ctxt = admin()
    told = {"id": PROJECT, "type": "replicated", "gib": 1}
    versions = {"rpc_current_version": "3.0", "object_current_version": "1.0"}
    service = objects.Service(ctxt, host=host, binary=BINARY, topic=BINARY, report_count=0, **versions)
    service.create()
    service.report_count += 1
    service.save()
    for version in (service.get_minimum_rpc_version, service.get_minimum_obj_version):
        version(ctxt, BINARY)
    db.volume_get_all(ctxt, None, 1, filters=None)
    volume = add_volume(ctxt, told, f"{host}#pool", None)
    volume.status = "available"
    volume.save()
    snapshot = objects.Snapshot(ctxt, volume_id=volume.id, status="available", display_name=PROJECT)
    snapshot.create()
    for kind in (objects.VolumeList, objects.SnapshotList):
        kind.get_all(ctxt, filters={"host": host})
    objects.GroupList.get_all_replicated(ctxt, filters={"host": host})
    said(ctxt, host, {})
    # As the launcher of cinder-volume does before it forks: connections are not to be shared.
    db.dispose_engine()


def copy(template, path):
    """The database of a new run."""
    shutil.copyfile(template, path)


def add_volume(ctxt, told, host, cluster):
    """Writes a volume that is about to be made, as the API does before it asks a manager to make it.

    See cinder/volume/flows/api/create_volume.py, EntryCreateTask; the API would choose the id itself. It takes a
    volume for one that is not replicated until its driver says otherwise: it knows the specifications of a type
    only where that has some of quality of service (ExtractVolumeRequestTask).
    """
    kind = objects.VolumeType.get_by_name_or_id(ctxt, told["type"])
    values = {
        "id": told["id"],
        "display_name": told["id"],
        "size": told["gib"],
        "user_id": ctxt.user_id,
        "project_id": ctxt.project_id,
        "status": "creating",
        "attach_status": fields.VolumeAttachStatus.DETACHED,
        "availability_zone": CONF.storage_availability_zone,
        "volume_type_id": kind.id,
        "multiattach": "multiattach" in told["type"],
        "replication_status": fields.ReplicationStatus.DISABLED,
        "host": host,
        "cluster_name": cluster,
        "use_quota": True,
    }
    db.volume_create(ctxt, values)
    return objects.Volume.get_by_id(ctxt, told["id"])


def snapshot_named(ctxt, name):
    """A snapshot by what it was called when it was asked for."""
    found = [one for one in objects.SnapshotList.get_all(ctxt, {}) if one.display_name == name]
    if not found:
        raise exception.SnapshotNotFound(snapshot_id=name)
    return found[0]


def _said_of_backend(one):
    return {
        "replication_status": one.replication_status,
        "active_backend_id": one.active_backend_id or "default",
        "disabled": bool(one.disabled),
        "disabled_reason": one.disabled_reason or None,
        "frozen": bool(one.frozen),
        "up": bool(one.is_up),
    }


def said(ctxt, host, answered):
    """What the database says of the service, its cluster, and each volume; `answered`: what a driver said of those."""
    service = objects.Service.get_by_args(ctxt, host, BINARY)
    cluster = service.cluster if service.cluster_name else None
    volumes = {}
    for one in objects.VolumeList.get_all(ctxt, sort_keys=["created_at"], sort_dirs=["asc"]):
        volumes[one.id] = {
            "replication_status": one.replication_status,
            "status": one.status,
            "previous_status": one.previous_status,
            "type": one.volume_type.name,
            "gib": one.size,
            "snapshots": {snap.display_name: snap.status for snap in one.snapshots},
            "answered": answered.get(one.id),
        }
    told = {"service": _said_of_backend(service), "volumes": volumes}
    return {**told, "cluster": _said_of_backend(cluster)} if cluster is not None else told
