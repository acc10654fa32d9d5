"""Cinder's volume service in one process: its API, its manager, its driver, on a database; and no scheduler.

What users and operators ask for goes the way that it goes in Cinder: `cinder.volume.api.API` checks it against the
database and writes what is under way, and what it sends to `cinder.volume.manager.VolumeManager` arrives there
(manager_courier.py). Nothing of Cinder's is patched.
"""

import datetime
import logging

import manager_database as database

# Registers the options that all services have.
import cinder.volume.manager  # noqa: F401
from backend import GROUP, configure
from cinder import coordination, exception, objects, service
from cinder.volume import api, rpcapi
from manager_courier import Courier, Log
from oslo_config import cfg
from oslo_utils import timeutils

CONF = cfg.CONF
HOST = f"splitbrain@{GROUP}"
CLUSTER = f"cluster@{GROUP}"
#: Where the only pool of the backend is, as Cinder writes it.
POOL = f"{HOST}#{GROUP}"
CLUSTER_POOL = f"{CLUSTER}#{GROUP}"
EPOCH = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
#: By what the manager is told which driver to load; see `made`.
DRIVER = f"{__name__}.made"

_making = {}


class Refused(Exception):
    """What was asked for was not done; named for what Cinder's log said of it."""


def made(**given):
    """Makes the driver: called by the manager as its class would be, and it adds where calls are recorded."""
    return Answers.watch(_making["kind"](**given, **_making["beside"]))


class Answers:
    """What a driver answered of each volume, last: `replication_status`, or `failover-error` for any that failed."""

    def __init__(self):
        self.of = {}

    @classmethod
    def watch(cls, driver):
        """Notes what a driver answers; it is still the same driver."""
        answers = driver.answers = cls()
        for name in ("create_volume", "retype", "failover_host", "failover"):
            setattr(driver, name, answers.noted(name, getattr(driver, name)))
        return driver

    def noted(self, name, method):
        def call(*args, **named):
            answer = method(*args, **named)
            if name == "create_volume":
                self.note(args[0].id, answer)
            elif name == "retype" and isinstance(answer, tuple):
                self.note(args[1].id, answer[1])
            elif name.startswith("failover"):
                for one in answer[1]:
                    self.note(one["volume_id"], one["updates"])
            return answer

        return call

    def note(self, volume_id, update):
        update = update or {}
        if update.get("status") == "error":
            self.of[volume_id] = "failover-error"
        elif update.get("replication_status"):
            self.of[volume_id] = update["replication_status"]


class VolumeService:
    """One service; its methods are those of the driver protocol."""

    def __init__(self, kind, recorder, sites, options, clustered, manager, clock, **beside):
        self.clustered, self.clock = clustered, clock
        self.ctxt = database.admin()
        self.log = Log()
        for name in ("cinder.volume.manager", "cinder.volume.flows"):
            logging.getLogger(name).addHandler(self.log)
        _making.update(
            kind=kind,
            beside={"rados": recorder.rados, "rbd": recorder.rbd, **beside},
        )
        configure(kind, sites, options)
        self.tick()
        self.service = service.Service(
            HOST,
            database.BINARY,
            "cinder-volume",
            manager,
            report_interval=CONF.report_interval,
            service_name=GROUP,
            cluster=CLUSTER if clustered else None,
            volume_driver=DRIVER,
        )
        self.manager = self.service.manager
        self.courier = Courier(self.manager, POOL, CLUSTER_POOL if clustered else None)
        self.courier.install()

    def start(self, hang):
        """What a service does when it starts, in that order (cinder/service.py, Service.start).

        Whoever started it does not wait for that. Where it meets a call that does not return (`hang`), it takes no
        message from then on.
        """
        coordination.COORDINATOR.start()
        try:
            self._start()
        except hang as error:
            self.courier.stuck = error

    def _start(self):
        self.manager.init_host(
            added_to_cluster=self.service.added_to_cluster, service_id=self.service.origin_service_id
        )
        self.manager.init_host_with_rpc()

    def tick(self):
        """Cinder's clock is that of the clusters, where theirs is virtual."""
        if self.clock is not None:
            timeutils.set_time_override(EPOCH + datetime.timedelta(milliseconds=self.clock()))

    def before(self):
        """What happens by itself before the next request: a heartbeat, if the service can give one."""
        self.tick()
        self.service.report_state()
        self.courier.failed = self.log.first = None
        self.api = api.API()

    def refuse(self, status):
        """Refuses, by what Cinder's log has to say."""
        error = self.log.first or self.courier.failed
        kind = type(error).__name__ if error is not None else "Refused"
        raise type(kind, (Refused,), {})(f"{status}: {error}")

    def _volume(self, told):
        return objects.Volume.get_by_id(self.ctxt, told["id"])

    def create_volume(self, volume):
        cluster = CLUSTER_POOL if self.clustered else None
        made_of = database.add_volume(self.ctxt, volume, POOL, cluster)
        size = objects.VolumeProperties(size=made_of.size)
        spec = objects.RequestSpec(volume_id=made_of.id, volume_properties=size)
        rpcapi.VolumeAPI().create_volume(self.ctxt, made_of, spec, {}, allow_reschedule=False)
        made_of.refresh()
        if made_of.status != "available":
            self.refuse(f"the volume is {made_of.status}")
        return {"update": {"replication_status": made_of.replication_status}}

    def delete_volume(self, volume):
        self.api.delete(self.ctxt, self._volume(volume))
        try:
            left = self._volume(volume)
        except exception.VolumeNotFound:
            return {}
        return self.refuse(f"the volume is {left.status}")

    def extend(self, volume, gib):
        self.api.extend(self.ctxt, self._volume(volume), gib)
        after = self._volume(volume)
        if after.size != gib:
            self.refuse(f"the volume is {after.status}")
        return {}

    def retype(self, volume, to):
        self.api.retype(self.ctxt, self._volume(volume), to, "never")
        after = self._volume(volume)
        if after.volume_type.name != to:
            self.refuse(f"the volume is {after.status}")
        return {"update": {"replication_status": after.replication_status}}

    def create_snapshot(self, volume, snapshot):
        self.api.create_snapshot(self.ctxt, self._volume(volume), snapshot, None)
        made_of = database.snapshot_named(self.ctxt, snapshot)
        if made_of.status != "available":
            self.refuse(f"the snapshot is {made_of.status}")
        return {}

    def delete_snapshot(self, volume, snapshot):
        self.api.delete_snapshot(self.ctxt, database.snapshot_named(self.ctxt, snapshot))
        try:
            left = database.snapshot_named(self.ctxt, snapshot)
        except exception.SnapshotNotFound:
            return {}
        return self.refuse(f"the snapshot is {left.status}")

    def failover(self, volumes, to):
        self.api.failover(self.ctxt, HOST, None, to)
        said = database.said(self.ctxt, HOST, {})
        after = said["service"]
        # An operator sees whether it was done: in the log, since the request was answered long before.
        if self.log.first is not None:
            self.refuse(f"the service is {after['replication_status']}")
        updates = {name: {"replication_status": one["replication_status"]} for name, one in said["volumes"].items()}
        return {"active": after["active_backend_id"], "updates": updates}

    def failback(self, volumes):
        return self.failover(volumes, "default")

    def freeze(self):
        self.api.freeze_host(self.ctxt, HOST, None)
        return {}

    def thaw(self):
        message = self.api.thaw_host(self.ctxt, HOST, None)
        return {} if message is None else self.refuse(message)

    def status(self):
        driver = self.manager.driver
        return {
            "replication_enabled": driver._is_replication_enabled,
            "targets": [name for name in driver._target_names if name != "default"],
            "active": driver._active_backend_id or "default",
            "database": database.said(self.ctxt, HOST, driver.answers.of),
        }

    def connection(self, volume):
        connector = {"host": "client", "ip": "10.77.3.1", "initiator": "client"}
        data = rpcapi.VolumeAPI().initialize_connection(self.ctxt, self._volume(volume), connector)["data"]
        return {"name": data["name"], "hosts": data["hosts"], "secret": data["secret_uuid"]}
