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
"""Whether copies take what their primary writes, before that primary ends.

Where the link is cut rbd-mirror does not see that a primary is gone; and if
the cut came before it had replayed the end of the first copy of a journal, it
keeps the image's lock until the link is back: the copy cannot be removed by
hand either, and there is no primary left to copy it again.
"""

import time

from cinder import exception
from cinder.i18n import _
import rbd_mirroring_evidence as evidence
import rbd_mirroring_sites as sites

# Seconds that a copy has to show that it takes something.
PATIENCE = 20


def must_follow(source, others, volume):
    """Refuse (VolumeIsBusy) while a copy takes nothing of its primary.

    :param source: the site where the volume is
    :param others: the sites that have a copy
    """
    try:
        stuck = _stuck(source, others, volume)
        problem = stuck and _('the copy at %s takes nothing from its '
                              'primary') % stuck[0].name
    except (sites.SiteUnreachable, source.driver.rbd.ReadOnlyImage) as exc:
        problem = exc
    if problem:
        raise exception.VolumeIsBusy(
            _('%s, and may be left there; see that rbd-mirror runs and '
              'reaches its peer, and try again') % problem,
            volume_name=volume.name)


def _stuck(source, others, volume):
    """The sites whose copy takes nothing, though rbd-mirror works on it."""
    others = [site for site in others if _progress(site, volume)]
    here = evidence.look(source, volume.name) if others else None
    if here is None or not here.primary:
        return []
    marker = evidence.mark(source, volume.name)
    halfway = {}
    for left in range(PATIENCE, -1, -1):
        others = [site for site in others
                  if not _taken(site, volume, marker)]
        if not others or not left:
            break
        if left == PATIENCE // 2:
            # Not sooner: a status may be told late.
            halfway = {site: _progress(site, volume) for site in others}
        time.sleep(1)
    # A large first copy, or a long journal, takes its time.
    return [site for site in others
            if _progress(site, volume) == halfway[site]]


def _progress(site, volume):
    copy = evidence.look(site, volume.name)
    if copy is None or copy.by_snapshots:
        return None
    return evidence.progress(site.driver.rbd, copy)


def _taken(site, volume, marker):
    try:
        return evidence.marked(site, volume.name, marker)
    except site.driver.rbd.ImageNotFound:
        return True
