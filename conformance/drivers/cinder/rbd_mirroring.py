#    Licensed under the Apache License, Version 2.0 (the "License"); you may
#    not use this file except in compliance with the License. You may obtain
#    a copy of the License at
#
#         http://www.apache.org/licenses/LICENSE-2.0
#
#    Unless required by applicable law or agreed to in writing, software
#    distributed under the License is distributed on an "AS IS" BASIS, WITHOUT
#    WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the
#    License for the specific language governing permissions and limitations
#    under the License.
"""RADOS Block Device driver with replication by journal or by snapshots."""

from oslo_config import cfg
from oslo_log import log as logging

from cinder import exception
from cinder.i18n import _
from cinder import interface
from cinder.objects import fields
from cinder import utils
from cinder.volume import configuration
import rbd_mirroring_failover as failover
import rbd_mirroring_leftovers as leftovers
import rbd_mirroring_modes as modes
import rbd_mirroring_move as move_states
import rbd_mirroring_sites as sites
import rbd_mirroring_volumes as replicated_volumes

LOG = logging.getLogger(__name__)

RBD_MIRRORING_OPTS = [
    cfg.StrOpt('rbd_replication_mode',
               default=modes.JOURNAL,
               choices=modes.MODES,
               help='How volumes of a replicated type are mirrored: by the '
                    'journal, or by mirror snapshots, which need a schedule '
                    'on both clusters (rbd mirror snapshot schedule add). '
                    'Volumes that are mirrored already keep their mode until '
                    'they are retyped.'),
    cfg.IntOpt('rbd_replication_ready_timeout',
               default=60, min=0,
               help='Seconds a failover waits for a copy to follow its '
                    'primary, before the volume is left where it is.'),
    cfg.IntOpt('rbd_replication_promote_timeout',
               default=90, min=0,
               help='Seconds a failover waits for the last writes to arrive '
                    'at the target, before the volume is put back where it '
                    'was.'),
]

CONF = cfg.CONF
CONF.register_opts(RBD_MIRRORING_OPTS, group=configuration.SHARED_CONF_GROUP)

FAILBACK = 'default'


@interface.volumedriver
class RBDMirroringDriver(leftovers.Leftovers,
                         replicated_volumes.ReplicatedVolumes):
    """The RBD driver, with a choice of how replicated volumes are mirrored.

    A failover relies on what the clusters show and never on the order of
    calls: see rbd_mirroring_evidence and rbd_mirroring_failover.
    """

    REPLICATION_MODES = modes.MODES

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.configuration.append_config_values(RBD_MIRRORING_OPTS)

    @classmethod
    def get_driver_options(cls):
        return super().get_driver_options() + RBD_MIRRORING_OPTS

    def do_setup(self, context):
        """Set up; a wrong mode is refused here and not at the first volume."""
        LOG.info('Replicated volumes are mirrored by %s.',
                 self.configuration.rbd_replication_mode)
        super().do_setup(context)

    def _do_setup_replication(self):
        # A manager that starts anew sets its driver up once more.
        self._replication_targets.clear()
        self._target_names.clear()
        super()._do_setup_replication()

    def _set_default_secret_uuid(self):
        # Left out of the configuration: there the FSID of one cluster would
        # become the secret of the others.
        if not self._active_config['secret_uuid']:
            self._active_config['secret_uuid'] = self._get_fsid()

    def _connect_to_rados(self, pool=None, remote=None, timeout=None):
        """Connect; a cluster of several that is silent is not waited for.

        librados tries for five minutes unless told otherwise, three times
        over, in which a failover to the other cluster would have to wait.
        """
        config = self.configuration
        if (timeout is not None or config.rados_connect_timeout >= 0 or
                not self._is_replication_enabled):
            return super()._connect_to_rados(pool, remote, timeout)

        @utils.retry(exception.VolumeBackendAPIException,
                     config.rados_connection_interval,
                     config.rados_connection_retries)
        def connect():
            name, conf, user, _secret = self._get_config_tuple(remote)
            client = self.rados.Rados(rados_id=user, clustername=name,
                                      conffile=conf)
            try:
                # The connecting alone: an operation may take its time.
                client.conf_set('client_mount_timeout',
                                str(config.replication_connect_timeout))
                client.connect()
                return client, client.open_ioctx(pool or config.rbd_pool)
            except self.rados.Error as exc:
                client.shutdown()
                raise exception.VolumeBackendAPIException(
                    data=_('Error connecting to ceph cluster.')) from exc

        return connect()

    def _source_of(self, target_id):
        """Where volumes are that have to get to a target.

        That is the active backend, unless it is the target itself: then the
        volumes are meant that an earlier failover did not get there.
        """
        active = self._active_backend_id or FAILBACK
        if active != target_id:
            return active
        return next(name for name in [FAILBACK] + self._target_names
                    if name != target_id)

    def _pick_target(self):
        for name in self._target_names:
            if name not in (FAILBACK, self._active_backend_id):
                return name
        raise exception.InvalidReplicationTarget(
            reason=_('RBD: No available failover target host.'))

    def _site(self, name):
        return sites.Site(self, name, self._get_target_config(name))

    @staticmethod
    def _must_answer(target):
        try:
            target.connect()
        except Exception as exc:
            raise exception.InvalidReplicationTarget(
                reason=_('%(target)s is not fit to take over (%(error)s); '
                         'nothing was changed') % {'target': target.name,
                                                   'error': exc})
        finally:
            target.close()

    def failover(self, context, volumes, secondary_id=None, groups=None):
        """Fail over replicated volumes; each that cannot be stays behind.

        Raises InvalidReplicationTarget where none could be, with all of them
        where they were: the manager then leaves the service as it was, and
        another try is let through. After any other exception the service is
        in failover-error, and nobody may try again until it is restarted.
        """
        if not self._is_replication_enabled:
            raise exception.UnableToFailOver(
                reason=_('RBD: Replication is not enabled.'))
        secondary_id = secondary_id or self._pick_target()
        target = self._site(secondary_id)
        if not volumes:
            self._must_answer(target)
            return secondary_id, [], []

        source = self._site(self._source_of(secondary_id))
        LOG.info('Failover of %(count)d volumes from %(source)s to '
                 '%(target)s.', {'count': len(volumes),
                                 'source': source.name,
                                 'target': target.name})
        there = secondary_id == (self._active_backend_id or FAILBACK)
        moves = failover.Failover(self, source, target, there).run(volumes)
        for move in moves:
            if move.result != move_states.MOVED:
                LOG.error('Volume %(volume)s was not failed over to '
                          '%(target)s: %(reason)s.',
                          {'volume': move.name, 'target': target.name,
                           'reason': move.reason})
        if all(move.result == move_states.STAYED for move in moves):
            raise exception.InvalidReplicationTarget(
                reason=_('RBD: No volume could be failed over, all stay at '
                         '%(source)s. Volume %(volume)s: %(reason)s.') % {
                             'source': source.name, 'volume': moves[0].name,
                             'reason': moves[0].reason})
        return (secondary_id,
                [self._update_of(move, secondary_id) for move in moves], [])

    @staticmethod
    def _update_of(move, target_id):
        status = fields.ReplicationStatus
        if move.result == move_states.MOVED:
            updates = {'replication_status':
                       status.ENABLED if target_id == FAILBACK
                       else status.FAILED_OVER}
        else:
            updates = {'status': 'error',
                       'previous_status': move.volume.status,
                       'replication_status': status.FAILOVER_ERROR}
        return {'volume_id': move.volume.id, 'updates': updates}

    def failover_completed(self, context, secondary_id=None):
        """Work with the target from now on.

        After a failback the manager gives no id, and also where a failover
        was refused before there was any.
        """
        secondary_id = secondary_id or FAILBACK
        remote = self._get_target_config(secondary_id)
        self._active_backend_id = secondary_id
        self._active_config = remote
        LOG.info('The active cluster is %s.', secondary_id)
        try:
            self._set_default_secret_uuid()
        except exception.VolumeBackendAPIException as exc:
            # The volumes are there by now: whoever attaches one asks again.
            LOG.warning('%(target)s has fallen silent: %(error)s.',
                        {'target': secondary_id, 'error': exc})

    def initialize_connection(self, volume, connector):
        """Lead a client to a volume, and to the secret of its cluster."""
        self._set_default_secret_uuid()
        return super().initialize_connection(volume, connector)

    def failover_host(self, context, volumes, secondary_id=None, groups=None):
        """Fail over, and work with the target from now on."""
        result = self.failover(context, volumes, secondary_id, groups)
        self.failover_completed(context, result[0])
        return result
