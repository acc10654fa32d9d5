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
"""Copies of deleted volumes that nobody else would remove.

rbd-mirror removes a copy once its primary is gone, but only where it was
following that primary: one that had not begun to, after a failover say,
would stay for ever.
"""

from oslo_log import log as logging

from cinder import exception
from cinder.i18n import _
import rbd_mirroring_evidence as evidence
import rbd_mirroring_modes as modes
import rbd_mirroring_sites as sites

LOG = logging.getLogger(__name__)


class Leftovers:
    """What a backend with several sites has to do when a volume goes."""

    def _other_sites(self):
        active = self._active_backend_id or 'default'
        names = [name for name in self._target_names if name != active]
        return [self._site(name) for name in names]

    def delete_volume(self, volume):
        """Delete a volume, and those of its copies that would be left."""
        others = self._other_sites() if self._is_replication_enabled else []
        try:
            left = [site for site in others if self._would_stay(site, volume)]
            if left and not self._is_here(volume):
                raise exception.VolumeIsBusy(
                    _('the image is at %s and not at the active cluster; '
                      'fail over to there before it is deleted') %
                    left[0].name, volume_name=volume.name)
            super().delete_volume(volume)
            if not self._is_here(volume):
                for site in left:
                    self._remove(site, volume)
        finally:
            for site in others:
                site.close()

    def _is_here(self, volume):
        active = self._site(self._active_backend_id or 'default')
        try:
            # A volume with clones is renamed, and its copies with it.
            return any(self._there(active, name)
                       for name in (volume.name, volume.name + '.deleted'))
        finally:
            active.close()

    def _there(self, site, name):
        try:
            with site.image(name, read_only=True):
                return True
        except self.rbd.ImageNotFound:
            return False

    def _would_stay(self, site, volume):
        """Whether a copy is there that rbd-mirror would not remove."""
        try:
            if not self._there(site, volume.name):
                return False
            copy = evidence.look(site, volume.name)
        except sites.SiteUnreachable as exc:
            # Whether its copy would go with its primary cannot be told, and
            # later there is nobody to ask for it.
            raise exception.VolumeIsBusy(
                _('%s, and a copy may be left there; delete the volume once '
                  'the site is back') % exc, volume_name=volume.name)
        replaying = self.rbd.MIRROR_IMAGE_STATUS_STATE_REPLAYING
        return copy is None or not copy.up or copy.state != replaying

    def _remove(self, site, volume):
        try:
            with site.image(volume.name) as image:
                if not all(modes.is_mirror_snapshot(snap)
                           for snap in image.list_snaps()):
                    LOG.warning('The copy of volume %(volume)s at %(site)s '
                                'has snapshots, and is left.',
                                {'volume': volume.name, 'site': site.name})
                    return
                if evidence.look(site, volume.name) is not None:
                    image.mirror_image_disable(True)
            with site.pool() as ioctx:
                self.RBDProxy().remove(ioctx, volume.name)
        except self.rbd.ImageNotFound:
            return  # rbd-mirror was faster
        except (sites.SiteUnreachable, self.rbd.Error) as exc:
            LOG.warning('The copy of volume %(volume)s at %(site)s could not '
                        'be removed: %(error)s.',
                        {'volume': volume.name, 'site': site.name,
                         'error': exc})
