"""The message bus of a service that is alone: what one part of Cinder sends to another arrives at once.

It is a driver of oslo.messaging's, and all that Cinder does to send, serialize and dispatch a message is Cinder's.
A cast that fails is told to nobody, as on any bus; what it failed with is kept here. There is no scheduler: what
is sent to one goes on to the only backend, as cinder/scheduler/manager.py passes it on.
"""

import logging
import sys

import oslo_messaging as messaging
from cinder import rpc
from cinder.common import constants
from cinder.objects import base as objects_base
from cinder.scheduler import rpcapi as scheduler_rpcapi
from cinder.volume import rpcapi as volume_rpcapi
from oslo_config import cfg
from oslo_messaging import transport
from oslo_messaging._drivers import base
from oslo_messaging.rpc import dispatcher


class OnlyBackend:
    """Stands where a scheduler would: there is one backend, and it is the one."""

    target = messaging.Target(version=scheduler_rpcapi.SchedulerAPI.RPC_API_VERSION)

    def __init__(self, host, cluster):
        self.host, self.cluster_name, self.capabilities = host, cluster, {}

    def create_snapshot(self, ctxt, volume, snapshot, backend, request_spec=None, filter_properties=None):
        volume_rpcapi.VolumeAPI().create_snapshot(ctxt, volume, snapshot)

    def extend_volume(
        self, ctxt, volume, new_size, reservations, request_spec=None, filter_properties=None
    ):
        volume_rpcapi.VolumeAPI().extend_volume(ctxt, volume, new_size, reservations)

    def retype(self, ctxt, volume, request_spec, filter_properties=None):
        volume_rpcapi.VolumeAPI().retype(
            ctxt,
            volume,
            request_spec["volume_type"]["id"],
            self,
            request_spec.get("migration_policy") or "never",
            request_spec.get("quota_reservations"),
            request_spec.get("old_reservations"),
        )

    def update_service_capabilities(self, ctxt, **_):
        """Nobody chooses by them."""

    notify_service_capabilities = update_service_capabilities


class _Message:
    """A message as a dispatcher is given it."""

    client_timeout = None

    def __init__(self, ctxt, message):
        # As oslo_messaging/_drivers/amqp.py, pack_context: some clients leave that to the driver.
        self.ctxt = dict(ctxt) if isinstance(ctxt, dict) else ctxt.to_dict()
        self.message = message


class Courier(base.BaseDriver):
    """Delivers to the manager of a service, and to the scheduler that there is not."""

    def __init__(self, manager, host, cluster):
        super().__init__(cfg.CONF, None)
        #: What the first cast failed with that failed since this was last cleared.
        self.failed = None
        #: Why nothing that is sent to the manager arrives: what it does not return from.
        self.stuck = None
        self._at = {
            constants.VOLUME_TOPIC: self._dispatcher(manager),
            constants.SCHEDULER_TOPIC: self._dispatcher(OnlyBackend(host, cluster)),
        }

    def install(self):
        """Has all that Cinder sends from now on go this way."""
        rpc.TRANSPORT = transport.RPCTransport(self)
        rpc.LAST_RPC_VERSIONS.clear()
        rpc.LAST_OBJ_VERSIONS.clear()

    @staticmethod
    def _dispatcher(endpoint):
        serializer = rpc.RequestContextSerializer(objects_base.CinderObjectSerializer())
        return dispatcher.RPCDispatcher(
            [endpoint, *getattr(endpoint, "additional_endpoints", [])],
            serializer,
            dispatcher.DefaultRPCAccessPolicy,
        )

    def send(self, target, ctxt, message, wait_for_reply=None, **_):
        topic = target.topic.split(".")[0]
        if self.stuck is not None and topic == constants.VOLUME_TOPIC:
            raise self.stuck
        try:
            return self._at[topic].dispatch(_Message(ctxt, message))
        except Exception as error:
            if wait_for_reply:
                raise
            self.failed = self.failed or error
            return None

    def send_notification(self, target, ctxt, message, version, retry=None):
        """Nobody listens."""

    def listen(self, target, batch_size, batch_timeout):
        raise NotImplementedError("what is sent arrives at once")

    listen_for_notifications = listen

    def cleanup(self):
        """Nothing is open."""


class Log(logging.Handler):
    """Keeps the first error that was dealt with while something of it was logged: all that an operator gets to see."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.first = None

    def emit(self, record):
        error = sys.exc_info()[1]
        if error is not None and self.first is None:
            self.first = error
