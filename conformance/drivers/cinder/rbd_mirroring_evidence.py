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
"""What mirroring itself says about a volume's copies, and what that allows.

Promoting is the one step of a failover that cannot be taken back, and librbd
promotes stale and torn copies without a word. So each decision rests on what
the clusters show: the status that rbd-mirror writes and, in snapshot mode,
the mirror snapshots.
"""

import dataclasses
import re
import uuid
from typing import Any, Optional

from cinder.i18n import _

READY = 'ready'
WAIT = 'wait'
REFUSE = 'refuse'


def _resync(site, problem):
    return _('%(problem)s; resync the copy at %(site)s (rbd mirror image '
             'resync), wait until it replays and fail over again') % {
                 'problem': problem, 'site': site.name}


@dataclasses.dataclass(frozen=True)
class Copy:
    """A volume as one site knows it."""

    primary: bool
    by_snapshots: bool
    state: Optional[int]
    up: bool
    description: str
    snaps: list[dict[str, Any]]

    @property
    def newest(self):
        """The newest mirror snapshot: it decides what librbd does."""
        return self.snaps[-1] if self.snaps else None


def look(site, name, statuses=None):
    """A volume's copy at a site; None where there is none that is mirrored.

    :param statuses: what site.statuses() told a moment ago, for who looks at
                     many volumes
    """
    rbd = site.driver.rbd
    try:
        with site.image(name, read_only=True) as image:
            info = image.mirror_image_get_info()
            if info['state'] != rbd.RBD_MIRROR_IMAGE_ENABLED:
                return None
            by_snapshots = (image.mirror_image_get_mode() ==
                            rbd.RBD_MIRROR_IMAGE_MODE_SNAPSHOT)
            snaps = [dict(snap['mirror'], id=snap['id'])
                     for snap in image.list_snaps() if 'mirror' in snap]
    except rbd.ImageNotFound:
        return None
    if statuses is None:
        statuses = site.statuses()
    status = statuses.get(name, {})
    # The first status of a new copy is dropped, so that for up to half a
    # minute there is none; librbd tells so in either of two ways.
    description = status.get('description', 'status not found')
    state = (None if description == 'status not found'
             else status['state'])
    return Copy(info['primary'], by_snapshots, state,
                status.get('up', False), description,
                sorted(snaps, key=lambda snap: snap['id']))


def _split_brain(rbd, copy):
    return (copy.state == rbd.MIRROR_IMAGE_STATUS_STATE_ERROR and
            'split-brain' in copy.description)


def follows(source, target, copy, primary):
    """Whether a copy at `target` follows the primary at `source`.

    Returns READY, WAIT (it may yet) or REFUSE, and what is wrong.
    """
    rbd = source.driver.rbd
    names = {'source': source.name, 'target': target.name}
    if copy is None:
        return WAIT, _('there is no mirrored copy at %(target)s; wait until '
                       'rbd-mirror has made one') % names
    if copy.primary:
        return REFUSE, _resync(target, _(
            'it is primary at both %(source)s and %(target)s; if the data '
            'at %(source)s is right, demote it at %(target)s') % names)
    if _split_brain(rbd, copy):
        return REFUSE, _resync(target, _('the copy is in split-brain'))
    if copy.by_snapshots:
        problem = _not_by_snapshots(rbd, source, copy, primary)
    else:
        replaying = rbd.MIRROR_IMAGE_STATUS_STATE_REPLAYING
        problem = (None if copy.state == replaying and copy.up else
                   _('the copy does not replay (%s)') % copy.description)
    if not problem:
        return READY, None
    return WAIT, _('%(problem)s; wait until the copy at %(site)s replays, '
                   'resync it (rbd mirror image resync) if it never does, '
                   'and fail over again') % {'problem': problem,
                                             'site': target.name}


def _newest_is_of(site, copy, primary, *states):
    """Whether a copy's newest mirror snapshot is one of the primary's."""
    newest = copy.newest
    return bool(newest and newest['state'] in states and
                newest['primary_mirror_uuid'] == site.mirror_uuid and
                newest['primary_snap_id'] in {snap['id']
                                              for snap in primary.snaps})


def _not_by_snapshots(rbd, source, copy, primary):
    if not _newest_is_of(source, copy, primary,
                         rbd.RBD_SNAP_MIRROR_STATE_NON_PRIMARY):
        return _('the newest mirror snapshot of the copy was not taken from '
                 '%s') % source.name
    if not any(snap['complete'] for snap in copy.snaps):
        return _('the first copy is not complete')
    if copy.state is not None and not copy.up:
        return _('rbd-mirror does not run for the copy')
    if copy.state == rbd.MIRROR_IMAGE_STATUS_STATE_ERROR:
        return _('the copy is in error (%s)') % copy.description
    return None


MARKER = 'rbd_mirroring_failover'


def mark(source, name):
    """Put a marker on a primary, in the form of metadata; returns it.

    In journal mode librbd promotes a copy that was demoted here earlier,
    until that has taken an entry of its new primary, however much is missing.
    Metadata goes through the journal: once the copy has it, librbd waits for
    the demotion.
    """
    with source.image(name) as image:
        return leave_marker(image)


def leave_marker(image):
    """Put a marker on an open image; returns it."""
    marker = str(uuid.uuid4())
    image.metadata_set(MARKER, marker)
    return marker


def marked(target, name, marker):
    """Whether a copy has a marker."""
    with target.image(name, read_only=True) as image:
        try:
            return image.metadata_get(MARKER) == marker
        except KeyError:
            return False


def progress(rbd, copy):
    """How far rbd-mirror says it has come with a copy that it works on.

    Returns None where it works on none. What it says of speed is left out:
    that changes too when nothing arrives any more.
    """
    working = (rbd.MIRROR_IMAGE_STATUS_STATE_SYNCING,
               rbd.MIRROR_IMAGE_STATUS_STATE_REPLAYING)
    if copy.primary or not copy.up or copy.state not in working:
        return None
    position = re.search(r'"non_primary_position":\{[^}]*\}|\d+%',
                         copy.description)
    return copy.state, position and position[0]


def demotion(rbd, copy):
    """The id of the snapshot by which a copy was demoted; None if none was."""
    newest = copy.newest
    demoted = rbd.RBD_SNAP_MIRROR_STATE_PRIMARY_DEMOTED
    return newest['id'] if newest and newest['state'] == demoted else None


def demotion_arrived(source, copy, snap_id):
    """Whether all that was written before a demotion is in the copy.

    In journal mode the demotion is replayed after all writes, and until then
    librbd refuses to promote. In snapshot mode librbd up to Squid promotes as
    soon as the demotion's snapshot exists, copied or not.
    """
    if copy is None:
        return False
    if not copy.by_snapshots:
        return True
    rbd, newest = source.driver.rbd, copy.newest
    demoted = rbd.RBD_SNAP_MIRROR_STATE_NON_PRIMARY_DEMOTED
    return bool(newest and newest['state'] == demoted and newest['complete']
                and newest['primary_mirror_uuid'] == source.mirror_uuid
                and snap_id in (None, newest['primary_snap_id']))


def demoted_last(target, copy, there):
    """Whether a copy was demoted at `target`, and nothing came after it.

    :param there: the copy at the other site
    """
    rbd = target.driver.rbd
    return (copy is not None and demotion(rbd, copy) is not None and
            _newest_is_of(target, there, copy,
                          rbd.RBD_SNAP_MIRROR_STATE_NON_PRIMARY,
                          rbd.RBD_SNAP_MIRROR_STATE_NON_PRIMARY_DEMOTED))


def unfit_to_force(target, copy, followed):
    """Why a copy must not be promoted by force; None if it may be.

    :param followed: whether the copy was seen to follow its primary before
                     that was demoted
    """
    rbd = target.driver.rbd
    if _split_brain(rbd, copy):
        problem = _('the copy is in split-brain')
    elif copy.by_snapshots:
        problem = _unfit_by_snapshots(rbd, copy)
    else:
        problem = None if followed else _unfit_by_status(rbd, copy)
    if not problem:
        return None
    return _('%(problem)s; promote it at %(site)s by hand if it holds the '
             'right data, or wait for its primary, resync it (rbd mirror '
             'image resync) and fail over again') % {
                 'problem': problem, 'site': target.name}


def would_not_end(copy):
    """Whether to promote a copy by force, with its peer away, might hang.

    librbd waits until rbd-mirror has let go of the image, which waits for
    its peer, without end, while it copies a snapshot: see
    https://tracker.ceph.com/issues/62163. A status that was not told yet
    says nothing of whether rbd-mirror runs.
    """
    return (copy.by_snapshots and not copy.newest['complete'] and
            (copy.up or copy.state is None))


def _unfit_by_snapshots(rbd, copy):
    newest = copy.newest
    if newest is None or not any(snap['complete'] for snap in copy.snaps):
        return _('the first copy was never completed')
    if newest['state'] in (rbd.RBD_SNAP_MIRROR_STATE_PRIMARY,
                           rbd.RBD_SNAP_MIRROR_STATE_PRIMARY_DEMOTED):
        return _('the copy was a primary once, and nothing was copied to it '
                 'since')
    if (newest['state'] == rbd.RBD_SNAP_MIRROR_STATE_NON_PRIMARY_DEMOTED and
            not newest['complete']):
        # librbd up to Squid does not roll such a copy back.
        return _('the last demotion is copied in part only')
    return None


def _unfit_by_status(rbd, copy):
    """In journal mode only the status tells a follower from an ex-primary."""
    # Not "starting": there an ex-primary stays whose peer is silent.
    following = (rbd.MIRROR_IMAGE_STATUS_STATE_REPLAYING,
                 rbd.MIRROR_IMAGE_STATUS_STATE_STOPPING_REPLAY)
    if copy.state is None or copy.state in following:
        return None
    # A daemon that was shut down leaves "stopped" for a follower, and for an
    # ex-primary what was last said: which of the images is (not) primary.
    if (copy.state == rbd.MIRROR_IMAGE_STATUS_STATE_STOPPED and
            not copy.up and 'primary' not in copy.description):
        return None
    return _('the copy does not follow a primary (%s)') % copy.description
