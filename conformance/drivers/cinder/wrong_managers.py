"""Managers that are wrong on purpose, each in one way, to see that the judge of databases notices it.

`Chosen` is the one that a file names, at each start of the service: that of the environment's `WRONG_MANAGER`.
"""

import os

from cinder import exception
from cinder.objects import fields
from cinder.volume import manager


def __getattr__(name):
    if name != "Chosen":
        raise AttributeError(name)
    with open(os.environ["WRONG_MANAGER"]) as file:
        return globals()[file.read()]


class Right(manager.VolumeManager):
    """As it is."""


class LosesTheBackend(manager.VolumeManager):
    """Does not keep where it failed over to."""

    def finish_failover(self, context, service, updates):
        super().finish_failover(context, service, {**updates, "active_backend_id": ""})


class Unable(manager.VolumeManager):
    """Has a driver that cannot fail over; all else is right."""

    def failover(self, context, secondary_backend_id=None):
        def unable(*_args, **_named):
            raise exception.UnableToFailOver(reason="it is a test")

        self.driver.failover_host = unable
        super().failover(context, secondary_backend_id)

    failover_host = failover


class MovesAlthoughUnable(Unable):
    """Keeps a backend that its driver did not fail over to."""

    def finish_failover(self, context, service, updates):
        moved = {**updates, "active_backend_id": "b"}
        super().finish_failover(context, service, moved if "active_backend_id" not in updates else updates)


class TakesRefusalForFailure(manager.VolumeManager):
    """Takes a target that there is not for a failure of the service (as Cinder's bug 1641715)."""

    def finish_failover(self, context, service, updates):
        if "active_backend_id" not in updates:
            updates = {**updates, "replication_status": fields.ReplicationStatus.FAILOVER_ERROR}
        super().finish_failover(context, service, updates)


class NeverFinishes(manager.VolumeManager):
    """Leaves the service failing over (as Cinder's bug 1641716)."""

    def finish_failover(self, context, service, updates):
        """Nothing."""


class SparesOthers(manager.VolumeManager):
    """Leaves volumes that are not replicated available."""

    def failover(self, context, secondary_backend_id=None):
        super().failover(context, secondary_backend_id)
        for volume in self._get_my_volumes(context):
            if volume.replication_status == fields.ReplicationStatus.NOT_CAPABLE:
                volume.status = "available"
                volume.save()

    failover_host = failover


class EnablesTheFrozen(manager.VolumeManager):
    """Enables a frozen service by failing it back (as Cinder's bug 1577417)."""

    def finish_failover(self, context, service, updates):
        if updates.get("disabled_reason") == "frozen":
            updates = {**updates, "disabled": False, "disabled_reason": ""}
        super().finish_failover(context, service, updates)


class ForgetsAtStart(manager.VolumeManager):
    """Starts at the first backend, whatever it had failed over to."""

    def init_host(self, added_to_cluster=None, **kwargs):
        super().init_host(added_to_cluster, **kwargs)
        service = self._get_service()
        service.active_backend_id = ""
        service.save()


class KeepsAnother(manager.VolumeManager):
    """Keeps another replication status than its driver answers."""

    def failover(self, context, secondary_backend_id=None):
        super().failover(context, secondary_backend_id)
        for volume in self._get_my_volumes(context):
            if volume.replication_status == fields.ReplicationStatus.FAILED_OVER:
                volume.replication_status = fields.ReplicationStatus.ENABLED
                volume.save()

    failover_host = failover


class LeavesInError(manager.VolumeManager):
    """Leaves a volume in error that it failed back."""

    def failover(self, context, secondary_backend_id=None):
        super().failover(context, secondary_backend_id)
        for volume in self._get_my_volumes(context):
            if secondary_backend_id == self.FAILBACK_SENTINEL:
                volume.status = "error"
                volume.save()

    failover_host = failover


class RefusesTheDead(manager.VolumeManager):
    """Gives no heartbeat once it was frozen: nobody can fail it over."""

    def is_working(self):
        return super().is_working() and not self._get_service().frozen
