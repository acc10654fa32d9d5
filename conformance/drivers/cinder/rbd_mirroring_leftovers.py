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
"""Copies that nobody else would remove.

rbd-mirror removes a copy once its primary is gone, or is mirrored no more,
but only where it was following that primary: one that had not begun to, after
a failover say, would stay for ever.
"""

import contextlib
import time
import types

from oslo_log import log as logging

from cinder import exception
from cinder.i18n import _
from cinder.volume.drivers import rbd as rbd_driver
import rbd_mirroring_evidence as evidence
import rbd_mirroring_following as following
import rbd_mirroring_modes as modes
import rbd_mirroring_sites as sites

LOG = logging.getLogger(__name__)

# Seconds that rbd-mirror has for what it is going to remove, and those that it
# then has to let go of what is removed by hand.
PATIENCE = 20
LETTING_GO = 10


class Leftovers:
    """What a backend with several sites has to do when a copy has to go."""

    def _other_sites(self):
        if not self._is_replication_enabled:
            return []
        active = self._active_backend_id or 'default'
        return [self._site(name) for name in self._target_names
                if name != active]

    def _active_site(self):
        """The site that volumes are at; `with` closes it."""
        name = self._active_backend_id or 'default'
        return contextlib.closing(self._site(name))

    def delete_volume(self, volume):
        """Delete a volume, and those of its copies that would be left."""
        others = self._other_sites()
        try:
            copies = self._copies(others, volume)
            if copies and not self._is_here(volume):
                raise exception.VolumeIsBusy(
                    _('the image is at %s and not at the active cluster; '
                      'fail over to there before it is deleted') %
                    copies[0].name, volume_name=volume.name)
            parent = self._parent_of(volume)
            self._must_follow(copies, volume)
            self._part(copies, volume)
            super().delete_volume(volume)
            if not self._is_here(volume):
                self._clear(copies, volume)
                if parent:
                    self._clear_parent(others, *parent)
        finally:
            for site in others:
                site.close()

    def _parent_of(self, volume):
        """The parent of a clone, and its snapshot for the clone alone."""
        try:
            with rbd_driver.RBDVolumeProxy(self, volume.name,
                                           read_only=True) as image:
                _pool, parent, snap = self._get_clone_info(image, volume.name)
        except self.rbd.ImageNotFound:
            return None
        return (parent, snap) if parent else None

    def _clear_parent(self, others, parent, snap):
        """Remove what a parent kept for a clone, where it can be changed.

        A parent that was deleted is no volume any more, and is left primary
        where it was by a failover; and some releases leave it altogether.
        """
        with self._active_site() as active:
            for site in [active] + others:
                self._let_go_of_clone(site, parent, snap)
        self._clear_copies_of_parent(others, parent)

    def _let_go_of_clone(self, site, parent, snap):
        try:
            if self._keeps(site, parent, snap):
                with site.pool() as ioctx:
                    self._delete_clone_parent_refs(
                        types.SimpleNamespace(ioctx=ioctx), parent, snap)
        except (sites.SiteUnreachable, self.rbd.Error) as exc:
            LOG.warning('Parent %(parent)s is left at %(site)s: %(error)s.',
                        {'parent': parent, 'site': site.name, 'error': exc})

    def _clear_copies_of_parent(self, others, parent):
        """Remove the copies of a parent that went with its last clone.

        A copy that had yet to follow was not renamed with its primary, and
        rbd-mirror does not know that this is gone.
        """
        image = types.SimpleNamespace(name=parent.removesuffix('.deleted'))
        if image.name == parent or self._is_here(image):
            return
        try:
            copies = [site for site in others
                      if self._is_copy(site, image.name)]
        except (sites.SiteUnreachable, self.rbd.Error) as exc:
            LOG.warning('A copy of parent %(parent)s may be left: %(error)s.',
                        {'parent': parent, 'error': exc})
            return
        self._clear(copies, image)

    def _is_copy(self, site, name):
        copy = evidence.look(site, name)
        return copy is not None and not copy.primary

    def _keeps(self, site, parent, snap):
        try:
            with site.image(parent, read_only=True) as image:
                info = image.mirror_image_get_info()
                names = [one['name'] for one in image.list_snaps()]
        except self.rbd.ImageNotFound:
            return False
        copy = (info['state'] != self.rbd.RBD_MIRROR_IMAGE_DISABLED and
                not info['primary'])
        return snap in names and not copy

    def _disable_replication(self, volume):
        others = self._other_sites()
        try:
            copies = self._copies(others, volume)
            self._must_follow(copies, volume)
            update = super()._disable_replication(volume)
            self._clear(copies, volume)
            return update
        finally:
            for site in others:
                site.close()

    def _copies(self, others, volume):
        """The sites that have an image of a volume.

        Whether the copy at a silent site would go cannot be told, and later
        there is nobody to ask for it.
        """
        try:
            return [site for site in others if self._there(site, volume.name)]
        except sites.SiteUnreachable as exc:
            raise exception.VolumeIsBusy(
                _('%s, and a copy may be left there; try again once the site '
                  'is back') % exc, volume_name=volume.name)

    def _is_here(self, volume):
        with self._active_site() as active:
            # A volume with clones is renamed, and its copies with it.
            return any(self._there(active, name)
                       for name in (volume.name, volume.name + '.deleted'))

    def _there(self, site, name):
        try:
            with site.image(name, read_only=True):
                return True
        except self.rbd.ImageNotFound:
            return False

    def _must_follow(self, copies, volume):
        with self._active_site() as active:
            following.must_follow(active, copies, volume)

    def _part(self, copies, volume):
        """End the mirroring of copies that are primary as well.

        rbd-mirror would take such a one for the primary of what has just been
        deleted here, and copy it back.
        """
        with self._active_site() as active:
            here = evidence.look(active, volume.name) if copies else None
            for site in copies if here and here.primary else []:
                there = evidence.look(site, volume.name)
                if there and there.primary:
                    with site.image(volume.name) as image:
                        image.mirror_image_disable(False)

    def _clear(self, copies, volume):
        """See to it that copies go: by rbd-mirror, or else by hand."""
        for left in range(PATIENCE + LETTING_GO, -1, -1):
            by_hand = left <= LETTING_GO
            copies = [site for site in copies
                      if not self._gone(site, volume, by_hand)]
            if not copies or not left:
                break
            time.sleep(1)
        for site in copies:
            LOG.warning('A copy of volume %(volume)s is left at %(site)s.',
                        {'volume': volume.name, 'site': site.name})

    def _gone(self, site, volume, by_hand):
        replaying = self.rbd.MIRROR_IMAGE_STATUS_STATE_REPLAYING
        try:
            if not self._there(site, volume.name):
                return True
            copy = evidence.look(site, volume.name)
            works = (copy.up and copy.state == replaying if copy
                     else self._ends(site, volume))
            if works and not by_hand:
                return False
            return self._remove(site, volume, mirrored=copy is not None)
        except self.rbd.ImageNotFound:
            return True  # rbd-mirror was faster
        except (sites.SiteUnreachable, self.rbd.Error) as exc:
            LOG.debug('The copy of volume %(volume)s at %(site)s cannot be '
                      'removed yet: %(error)s.', {'volume': volume.name,
                                                  'site': site.name,
                                                  'error': exc})
            return False

    def _ends(self, site, volume):
        """Whether rbd-mirror is removing a copy already."""
        with site.image(volume.name, read_only=True) as image:
            return (image.mirror_image_get_info()['state'] ==
                    self.rbd.RBD_MIRROR_IMAGE_DISABLING)

    def _remove(self, site, volume, mirrored):
        with site.image(volume.name) as image:
            if mirrored:
                image.mirror_image_disable(True)
            # Copies of the snapshots that the volume itself keeps.
            for snap in reversed(list(image.list_snaps())):
                if modes.is_mirror_snapshot(snap):
                    continue
                if image.is_protected_snap(snap['name']):
                    image.unprotect_snap(snap['name'])
                image.remove_snap(snap['name'])
        with site.pool() as ioctx:
            self.RBDProxy().remove(ioctx, volume.name)
        return True
