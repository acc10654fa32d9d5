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
"""The course of one failover, from one cluster to another.

Each volume goes its own way: what keeps one back says nothing about the
others. A volume ends primary at exactly one site wherever that can be had.
"""

import time

from oslo_log import log as logging

from cinder import exception
from cinder.i18n import _
from cinder.objects import fields
import rbd_mirroring_evidence as evidence
from rbd_mirroring_move import LOST, Move, MOVED, STAYED
import rbd_mirroring_sites as sites

LOG = logging.getLogger(__name__)


class Failover:
    """Moves volumes from the site `source` to the site `target`."""

    def __init__(self, driver, source, target, already_there):
        self.rbd = driver.rbd
        self.source, self.target = source, target
        # Cinder's record says the volumes are at the target: a failover is
        # repeated for those that an earlier one did not get there.
        self.already_there = already_there
        options = driver.configuration
        self.ready_timeout = options.rbd_replication_ready_timeout
        self.promote_timeout = options.rbd_replication_promote_timeout
        self._statuses = {}

    def run(self, volumes):
        """Move the volumes; returns a Move for each."""
        moves = [Move(volume) for volume in volumes]
        try:
            self._connect()
            self._run(moves)
        finally:
            self.source.close()
            self.target.close()
        return moves

    def _connect(self):
        names = {'source': self.source.name, 'target': self.target.name}
        try:
            self.target.connect()
        except Exception as exc:
            raise exception.InvalidReplicationTarget(
                reason=_('%(target)s is not fit to take over (%(error)s); '
                         'nothing was changed') % dict(names, error=exc))
        try:
            self.source.connect()
        except sites.SiteUnreachable as exc:
            LOG.warning('%s. Volumes are promoted by force. If that does not '
                        'come to an end, stop rbd-mirror at %s.',
                        exc, self.target.name)
        except Exception as exc:
            raise exception.InvalidReplicationTarget(
                reason=_('%(source)s answers, but refuses (%(error)s): '
                         'volumes may be in use there, so none is promoted '
                         'by force; correct the access to that cluster or '
                         'shut it down') % dict(names, error=exc))

    def _run(self, moves):
        def unsettled():
            return [move for move in moves if not move.result]

        limit = self.promote_timeout
        for move in self._in_rounds(moves, self._prepare, self.ready_timeout):
            move.ends(STAYED)
        for move in unsettled():
            if not move.forced and not move.demoted:
                self._demote(move)
        demoted = [move for move in unsettled() if move.demoted]
        self._in_rounds(demoted, self._promote, limit)
        back = [move for move in demoted if not move.result]
        for move in self._in_rounds(back, self._roll_back, limit):
            move.ends(LOST)
        for move in self._in_rounds(unsettled(), self._force, limit):
            move.ends(LOST if move.demoted or move.promoting else STAYED)

    def _in_rounds(self, moves, step, timeout):
        """Try a step each second; returns the volumes it did not settle.

        All volumes wait together, so that a failover of many does not take
        longer than that of the slowest.
        """
        for left in range(timeout, -1, -1):
            self._statuses.clear()
            moves = [move for move in moves if not self._try(step, move)]
            if not moves or not left:
                break
            time.sleep(1)
        return moves

    def _look(self, site, move):
        """A volume's copy now; its status as it was in this round."""
        if site not in self._statuses:
            self._statuses[site] = site.statuses()
        return evidence.look(site, move.name, self._statuses[site])

    def _try(self, step, move):
        try:
            return step(move)
        except (self.rbd.ImageBusy, self.rbd.ReadOnlyImage) as exc:
            # The demotion has not arrived, or rbd-mirror still has the lock.
            return move.waits(_('%s; see that rbd-mirror runs at both sites '
                                'and fail over again') % exc)
        except sites.SiteUnreachable as exc:
            move.forced = exc.site is self.source
            return move.forced or move.waits(exc)
        except Exception as exc:
            LOG.exception('Failover of volume %s', move.name)
            move.waits(exc)
            if step == self._promote:
                return True  # it is rolled back next
            lost = move.demoted or step == self._roll_back
            return move.ends(LOST if lost else STAYED)

    def _prepare(self, move):
        copy = self._look(self.target, move)
        there = self._look(self.source, move)
        if there is None:
            if copy and copy.primary and self.already_there:
                return move.ends(MOVED)
            return move.ends(STAYED, _('it is not mirrored at %s; retype it '
                                       'to a type without replication and '
                                       'back') % self.source.name)
        if copy and copy.primary and not there.primary:
            return self._was_moved(move, copy, there)
        if not there.primary:
            return self._resume(move, there, copy)
        state, move.reason = evidence.follows(self.source, self.target, copy,
                                              there)
        if state == evidence.REFUSE:
            move.ends(STAYED)
        if state != evidence.READY:
            return state != evidence.WAIT
        if copy.by_snapshots:
            return True
        # Its status may be that of a replayer which has yet to take the
        # first entry from this primary: see marker.
        move.marker = move.marker or evidence.mark(self.source, move.name)
        return (evidence.marked(self.target, move.name, move.marker) or
                move.waits(_('the copy at %s replays, and has taken nothing '
                             'yet') % self.target.name))

    def _was_moved(self, move, copy, there):
        """It is at the target: so it is done, if the source follows there."""
        if self.already_there:
            return move.ends(MOVED)
        state, move.reason = evidence.follows(self.target, self.source, there,
                                              copy)
        if state == evidence.READY:
            return move.ends(MOVED)
        if state == evidence.REFUSE:
            return move.ends(STAYED)
        return False

    def _resume(self, move, there, copy):
        """Go on where an earlier failover ended: it is primary nowhere."""
        demotion = evidence.demotion(self.rbd, there)
        if demotion and evidence.demotion_arrived(self.source, copy,
                                                  demotion):
            move.demoted, move.demotion = True, demotion
            return True
        if evidence.demoted_last(self.target, copy, there):
            # The earlier one went the other way, and ended half-way.
            self.target.promote(move.name)
            return move.ends(MOVED)
        if there.by_snapshots and not demotion:
            return move.waits(_('it is primary nowhere; promote the copy '
                                'that holds the right data by hand'))
        left_behind = (move.volume.replication_status ==
                       fields.ReplicationStatus.FAILOVER_ERROR)
        if self.already_there and not left_behind:
            self.target.promote(move.name)
            return move.ends(MOVED)
        # Without that proof it starts anew from where Cinder has it.
        self.source.promote(move.name)
        return move.waits(_('it was demoted already, and is primary at %s '
                            'again') % self.source.name)

    def _demote(self, move):
        try:
            with self.source.image(move.name) as image:
                image.mirror_image_demote()
            move.demoted = True
            move.demotion = evidence.demotion(
                self.rbd, self._look(self.source, move))
        except sites.SiteUnreachable:
            move.forced = not move.demoted
        except Exception as exc:
            LOG.exception('Demotion of volume %s', move.name)
            move.waits(_('it cannot be demoted (%s)') % exc)
            # librbd may have come half the way.
            if self._in_rounds([move], self._roll_back, 0):
                move.ends(LOST)

    def _promote(self, move):
        copy = self._look(self.target, move)
        if copy and copy.primary:
            return move.ends(MOVED)
        if not evidence.demotion_arrived(self.source, copy, move.demotion):
            return move.waits(_('the demotion has not arrived at %s; look '
                                'after rbd-mirror there and fail over again')
                              % self.target.name)
        move.promoting = True
        self.target.promote(move.name)
        return move.ends(MOVED)

    def _roll_back(self, move):
        """Make it primary where it was, unless it is so at the target."""
        if move.promoting:
            copy = self._look(self.target, move)
            if copy and copy.primary:
                return move.ends(MOVED)
        there = self._look(self.source, move)
        if there is None or not there.primary:
            self.source.promote(move.name)
        return move.ends(STAYED)

    def _force(self, move):
        copy = self._look(self.target, move)
        if copy is None:
            return move.ends(STAYED, _('there is no mirrored copy at %s')
                             % self.target.name)
        if copy.primary:
            if self.already_there or move.promoting:
                return self._takes_writes(move)
            return move.ends(STAYED, _(
                'it is primary at %s, where it may be stale; reset its state '
                'by hand if it holds the right data') % self.target.name)
        unfit = evidence.unfit_to_force(self.target, copy, move.demoted)
        if unfit:
            return move.ends(LOST if move.demoted else STAYED, unfit)
        if evidence.would_not_end(copy):
            return move.waits(_(
                'rbd-mirror at %s waits for its silent peer in the middle of '
                'a copy, and a promotion would wait for it without end; stop '
                'rbd-mirror there, and fail over again') % self.target.name)
        if copy.by_snapshots and not copy.newest['complete']:
            LOG.warning('The newest mirror snapshot of %s is copied in part: '
                        'promotion goes back before it. Check the data.',
                        move.name)
        move.promoting = True
        self.target.promote(move.name, force=True)
        return self._takes_writes(move)

    def _takes_writes(self, move):
        try:
            evidence.mark(self.target, move.name)
        except self.rbd.ReadOnlyImage:
            return move.waits(_(
                'it is promoted and takes no writes, as rbd-mirror at %s '
                'waits for its silent peer with the lock of the image; stop '
                'rbd-mirror there, and fail over again') % self.target.name)
        return move.ends(MOVED)
