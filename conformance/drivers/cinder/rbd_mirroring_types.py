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
"""What the type of an RBD volume asks for, replication above all."""

import json

from oslo_log import log as logging
from oslo_utils import excutils

from cinder import exception
from cinder.i18n import _
from cinder.objects import fields
from cinder.volume.drivers import rbd as rbd_driver
import rbd_mirroring_modes as modes

LOG = logging.getLogger(__name__)


class ReplicatedTypes(rbd_driver.RBDDriver):
    """The parts of the driver that make an image what its type says."""

    def _refuse_both(self, volume_type):
        if (self._is_replicated_type(volume_type) and
                self._is_multiattach_type(volume_type)):
            raise rbd_driver.RBDDriverException(
                reason=_('Replication and Multiattach are mutually '
                         'exclusive.'))

    def retype(self, context, volume, new_type, diff, host):
        """Retype in place; nothing is begun for a type that cannot be."""
        self._refuse_both(new_type)
        return super().retype(context, volume, new_type, diff, host)

    def _setup_volume(self, volume, volume_type=None):
        self._refuse_both(volume_type or volume.volume_type)
        replicated = self._is_replicated_type
        stays = volume_type and replicated(volume.volume_type) and (
            replicated(volume_type))
        had_multiattach = volume_type and (
            self._is_multiattach_type(volume.volume_type))
        try:
            update = super()._setup_volume(volume, volume_type)
        except exception.ReplicationError:
            with excutils.save_and_reraise_exception():
                if had_multiattach:
                    self._enable_multiattach(volume)
        if stays:
            update.update(self._follow_mode(volume))
        return update

    def _follow_mode(self, volume):
        """Bring a volume that stays replicated to the configured mode."""
        wanted = self.configuration.rbd_replication_mode
        data = volume.replication_driver_data
        if not data:
            # It never was mirrored: so ends the copying of an encrypted
            # volume, or a whole image, by a driver that left it out.
            return self._enable_replication(volume)
        if modes.mode_of(data) == wanted:
            return {}
        LOG.info('Volume %(volume)s is mirrored by %(mode)s from now on; it '
                 'is copied anew.', {'volume': volume.name, 'mode': wanted})
        self._disable_replication(volume)
        try:
            return self._enable_replication(volume)
        except Exception:
            LOG.warning('Volume %s goes back to how it was mirrored.',
                        volume.name)
            self._enable_replication(volume, modes.mode_of(data))
            raise exception.ReplicationError(
                reason=_('Failed to change how the image is mirrored; it is '
                         'mirrored as before'),
                volume_id=volume.id)

    def _enable_replication(self, volume, mode=None):
        mode = mode or self.configuration.rbd_replication_mode
        try:
            with rbd_driver.RBDVolumeProxy(self, volume.name) as image:
                self._must_not_be_a_copy(image, volume)
                self._part_from_parent(image, volume, mode)
                driver_data = modes.enable(self, image, mode)
        except Exception:
            with excutils.save_and_reraise_exception():
                LOG.exception('Volume %(volume)s cannot be mirrored by '
                              '%(mode)s. The pool has to be in mirror mode '
                              '"image" and needs a peer: see rbd mirror pool '
                              'info.', {'volume': volume.name, 'mode': mode})
        return {'replication_status': fields.ReplicationStatus.ENABLED,
                'replication_driver_data': self._dumps(driver_data)}

    def _must_not_be_a_copy(self, image, volume):
        """Refuse what librbd takes for mirrored already, and so for done.

        A copy may be left of a volume that was replicated, failed over and is
        replicated no more. After a failback the driver is at that copy, and
        the volume is not.
        """
        info = image.mirror_image_get_info()
        if (info['state'] != self.rbd.RBD_MIRROR_IMAGE_DISABLED and
                not info['primary']):
            raise exception.ReplicationError(
                reason=_('the image at the active cluster is a left copy of '
                         'the volume, which is elsewhere: fail over to there, '
                         'or remove the copy'),
                volume_id=volume.id)

    def _part_from_parent(self, image, volume, mode):
        try:
            _pool, parent, snap = image.parent_info()
        except self.rbd.ImageNotFound:
            return
        if modes.can_follow_parent(self, image, mode):
            return
        LOG.info('Flattening clone %(volume)s of %(parent)s, to mirror it.',
                 {'volume': volume.name, 'parent': parent})
        image.flatten()
        if snap == '%s.clone_snap' % volume.name:
            # With that, the parent could not be deleted.
            with rbd_driver.RADOSClient(self) as client:
                self._delete_clone_parent_refs(client, parent, snap)

    def _disable_replication(self, volume):
        with rbd_driver.RBDVolumeProxy(self, volume.name) as image:
            try:
                modes.disable(self, image, volume.replication_driver_data)
            except self.rbd.ImageBusy:
                modes.part_from_clones(self, image)
                modes.disable(self, image, volume.replication_driver_data)
        return {'replication_status': fields.ReplicationStatus.DISABLED,
                'replication_driver_data': None}

    def _enable_multiattach(self, volume):
        with rbd_driver.RBDVolumeProxy(self, volume.name) as image:
            features = image.features()
            change = features & self.MULTIATTACH_EXCLUSIONS
            if change:
                image.update_features(change, False)
        return {'provider_location':
                self._dumps({'saved_features': features})}

    def _disable_multiattach(self, volume):
        try:
            saved = json.loads(volume.provider_location)['saved_features']
        except (KeyError, TypeError, ValueError):
            raise rbd_driver.RBDDriverException(
                reason=_('Could not find saved image features.'))
        with rbd_driver.RBDVolumeProxy(self, volume.name) as image:
            change = (saved & self.MULTIATTACH_EXCLUSIONS &
                      ~image.features())
            if change:
                image.update_features(change, True)
        return {'provider_location': None}
