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
"""RBD volumes as they come and go, so that none misses its replication."""

import math

from oslo_log import log as logging
from oslo_utils import excutils
from oslo_utils import units

from cinder import exception
from cinder.i18n import _
from cinder.volume.drivers import rbd as rbd_driver
import rbd_mirroring_evidence as evidence
import rbd_mirroring_modes as modes
import rbd_mirroring_types as types

LOG = logging.getLogger(__name__)


class ReplicatedVolumes(types.ReplicatedTypes):
    """The parts of the driver that make and remove images."""

    def _set_up_new(self, volume):
        """Set up an image just made; it is removed if that fails."""
        try:
            return self._setup_volume(volume)
        except Exception:
            with excutils.save_and_reraise_exception():
                LOG.error('Removing image %s: it cannot be set up.',
                          volume.name)
                with rbd_driver.RADOSClient(self) as client:
                    self.RBDProxy().remove(client.ioctx, volume.name)

    def create_volume(self, volume):
        """Create a volume; an encrypted one is replicated like any other."""
        self._refuse_both(volume.volume_type)
        if volume.encryption_key_id:
            super().create_volume(volume)
        else:
            order = int(math.log(
                self.configuration.rbd_store_chunk_size * units.Mi, 2))
            with rbd_driver.RADOSClient(self) as client:
                self.RBDProxy().create(client.ioctx, volume.name,
                                       int(volume.size) * units.Gi, order,
                                       old_format=False,
                                       features=client.features)
        return self._set_up_new(volume)

    def create_cloned_volume(self, volume, src_vref):
        """Clone a volume; a full copy is replicated like any other."""
        self._refuse_both(volume.volume_type)
        self._must_take_snapshots(src_vref)
        update = super().create_cloned_volume(volume, src_vref)
        if self.configuration.rbd_max_clone_depth <= 0:
            return self._set_up_new(volume)
        return update

    def _must_take_snapshots(self, volume):
        """Refuse to clone what is read-only here.

        RBDDriver leaves the source open if it cannot take a snapshot of it.
        Python closes it once the connection is gone, and librbd then never
        returns: the service hangs.
        """
        with rbd_driver.RBDVolumeProxy(self, volume.name) as image:
            state = image.mirror_image_get_info()['state']
            if state == self.rbd.RBD_MIRROR_IMAGE_DISABLED:
                return
            try:
                evidence.leave_marker(image)
            except self.rbd.ReadOnlyImage as exc:
                raise exception.VolumeBackendAPIException(
                    data=_('%(volume)s takes no writes here (%(error)s): '
                           'it is not primary, or rbd-mirror has it') % {
                               'volume': volume.name, 'error': exc})

    def _clone(self, volume, src_pool, src_image, src_snap):
        self._refuse_both(volume.volume_type)
        with rbd_driver.RADOSClient(self, src_pool) as source, \
                rbd_driver.RADOSClient(self) as dest:
            stripe_unit = self._get_stripe_unit(source.ioctx, src_image)
            self.RBDProxy().clone(source.ioctx, src_image, src_snap,
                                  dest.ioctx, volume.name,
                                  features=source.features,
                                  order=int(math.log(stripe_unit, 2)))
        return self._set_up_new(volume) or {}

    def _flatten(self, pool, volume_name):
        with rbd_driver.RBDVolumeProxy(self, volume_name, pool,
                                       read_only=True) as image:
            try:
                image.parent_info()
            except self.rbd.ImageNotFound:
                return  # it was flattened to be mirrored
        super()._flatten(pool, volume_name)

    def _delete_clone_parent_refs(self, client, parent_name, parent_snap):
        try:
            super()._delete_clone_parent_refs(client, parent_name, parent_snap)
        except self.rbd.ReadOnlyImage:
            # A parent that was deleted before a failover is no volume, and
            # was left primary where it was: see Leftovers.
            LOG.info('Parent %s is read-only here.', parent_name)
            return
        if not parent_name.endswith('.deleted'):
            return
        try:
            parent = self.rbd.Image(client.ioctx, parent_name)
        except self.rbd.ImageNotFound:
            return
        try:
            _pool, above, above_snap = self._get_clone_info(parent,
                                                            parent_name)
            snaps = list(parent.list_snaps())
        finally:
            parent.close()
        # Mirror snapshots go with the image; nothing else needs it now.
        if not all(modes.is_mirror_snapshot(snap) for snap in snaps):
            return
        if self.configuration.enable_deferred_deletion:
            self.RBDProxy().trash_move(
                client.ioctx, parent_name,
                self.configuration.deferred_deletion_delay)
        else:
            self.RBDProxy().remove(client.ioctx, parent_name)
        if above:
            self._delete_clone_parent_refs(client, above, above_snap)

    def manage_existing(self, volume, existing_ref):
        """Manage an existing image, and replicate it if its type says so."""
        self._refuse_both(volume.volume_type)
        update = super().manage_existing(volume, existing_ref)
        return self._setup_volume(volume) if update is None else update

    def get_manageable_snapshots(self, *args, **kwargs):
        """List manageable snapshots; those of mirroring are not."""
        found = super().get_manageable_snapshots(*args, **kwargs)
        for snap in found:
            if modes.is_mirror_snapshot(
                    {'name': snap['reference']['source-name']}):
                snap.update(safe_to_manage=False,
                            reason_not_safe='used for mirroring')
        return found
