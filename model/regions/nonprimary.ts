import { type Mode, peerOf, type Site } from '../site.ts';
import { parentless, refusedFlatten } from './clones.ts';
import { comesBack, disconnect, takesLock } from './disconnect.ts';
import { refusesEdits } from './edits.ts';
import {
  active,
  all,
  any,
  flows,
  type Guard,
  holds,
  imageIs,
  no,
  obeys,
  reach,
  replayerIs,
  works,
} from './guards.ts';
import { deletesCopy, noneInTrash, refusedRemoval, refusedTrash } from './removal.ts';
import { schedulable } from './schedule.ts';
import { accept, answers, effect, internal, linkIn, refuse, refused } from './transitions.ts';

/** When a promotion of a non-primary image is accepted, and what can be in its way. */
export function promotion(
  site: Site,
  mode: Mode,
): Record<'plain' | 'forced' | 'locked' | 'forcedLocked' | 'hangs', Guard> {
  const room = holds('room', site);
  const held = replayerIs(site, 'replaying');
  const stuck = any(no(reach(site)), no(flows(site)));
  const lockedHalf = all(holds('takesHalfDemotion', site), held);
  // librbd's snapshot::PromoteRequest needs the exclusive lock that the daemon still holds. Only for a copy that was
  // not demoted does force make an orphan of it first, which has the daemon let go.
  const locked = all(holds('demoted', site), held);
  const hangs = all(holds('hangs', site), held, stuck);
  const taken = mode === 'snapshot' ? [lockedHalf, locked] : [lockedHalf];
  const fails = [hangs, ...taken, holds('crashes', site), holds('meetsTag', site)];
  const arrived = all(room, holds('promotable', site));
  return {
    plain: mode === 'snapshot' ? all(arrived, no(held)) : arrived,
    locked,
    forcedLocked: any(...taken),
    forced: all(room, holds('forcible', site), no(any(...fails))),
    hangs,
  };
}

/** A copy that follows its peer, or was demoted. */
export const nonprimary = (site: Site, mode: Mode) => {
  const promote = promotion(site, mode);
  // The client has cut the copy off by then.
  const crashes = refused('CRASH', [effect('cutOff', site)], { guard: holds('crashes', site) });
  const crashesHalfWay = refused('CRASH', [effect('hold', site), effect('cutOff', site)], {
    guard: holds('crashes', site),
    target: 'disabling',
  });
  const forcedNot = [
    refused('EEXIST', [effect('passEnd', site)], { guard: holds('meetsTag', site) }),
    refuse('EROFS', promote.forcedLocked),
    refuse('HANG', promote.hangs),
  ];
  const takeOver = [effect('takeOver', site), ...linkIn(mode, site)];
  return {
    on: {
      ...answers(site, {
        create: [refuse('EEXIST')],
        clone: [refuse('EEXIST')],
        enable: [refuse('EINVAL', parentless(site)), accept([])],
        'enable-other': [refuse('EINVAL', parentless(site)), ...refusedOther(site, mode)],
        disable: [refused('EINVAL', [effect('refuseDisable', site)])],
        'disable-force': [
          crashesHalfWay,
          ...forcedNot,
          accept([effect('rollBack', site), effect('disable', site)], {
            guard: promote.forced,
            target: 'unmirrored',
          }),
          refuse('EINVAL'),
        ],
        write: refusedWrite(site, mode),
        snapshot: [refuse('EINVAL')],
        promote: [
          accept(takeOver, { guard: promote.plain, target: 'primary' }),
          refuse('EROFS', promote.locked),
          refuse('EBUSY'),
        ],
        'promote-force': [
          crashes,
          ...forcedNot,
          accept([effect('rollBack', site), ...takeOver], {
            guard: promote.forced,
            target: 'primary',
          }),
          refuse('EINVAL'),
        ],
        demote: [refuse('EINVAL')],
        resync: [accept([effect('flagResync', site)])],
        disconnect: disconnect(site, mode),
        remove: refusedRemoval(site, mode),
        trash: refusedTrash(site, mode),
        restore: noneInTrash(site),
        ...refusesEdits(site, mode),
        flatten: refusedFlatten(site, mode),
      }),
      ...schedulable(site, mode),
      ...(mode === 'snapshot' && {
        [`cut-off.${site}`]: internal(cutsOff(site), undefined, effect('cutOff', site)),
      }),
      [`promote-sealed.${site}`]: internal(
        all(obeys(site), holds('staysSealed', site)),
        'primary',
        effect('rollBack', site),
        ...takeOver,
        effect('seal', site),
      ),
      [`begin-disable.${site}`]: internal(obeys(site), 'disabling', effect('hold', site)),
      ...(mode === 'snapshot' && {
        [`orphan-disable.${site}`]: internal(
          cutsOff(site),
          'disabling',
          effect('hold', site),
          effect('cutOff', site),
        ),
      }),
      [`part-disable.${site}`]: internal(
        obeys(site),
        'disabling',
        effect('rollBack', site),
        effect('disable', site),
      ),
      ...(mode === 'snapshot' && {
        // Without a mirror snapshot nothing says that it is a copy: it stays read-only, see making.ts.
        [`strip-disable.${site}`]: internal(
          all(obeys(site), holds('startsUnmarked', site)),
          'disabling',
          effect('disable', site),
          effect('seal', site),
        ),
      }),
      [`begin-resync.${site}`]: internal(beginsResync(site), 'absent', effect('discard', site)),
      [`delete-copy.${site}`]: internal(deletesCopy(site), 'absent', effect('forget', site)),
    },
  };
};

/** A replayer that is about to end goes on with its peer's journal all the same. */
export const retakes = (site: Site) =>
  all(
    reach(site),
    holds('related', site),
    imageIs(site, 'primary'),
    replayerIs(site, 'closing'),
    holds('undoes', site),
  );

/** librbd's image open tells a snapshot-mode copy from a journal-mode one, whose lock it asks for. */
const refusedWrite = (site: Site, mode: Mode) =>
  mode === 'snapshot'
    ? [refuse('EROFS')]
    : [refuse('EROFS', any(replayerIs(site, 'replaying'), takesLock(site))), refuse('EPERM')];

/** Asked for journal mode, librbd turns on journaling first, and only then looks at the mode. */
export const refusedOther = (site: Site, mode: Mode) => {
  const readOnly = refuse('EROFS', no(holds('journaled', site)));
  return [...(mode === 'snapshot' ? [readOnly] : []), refuse('EINVAL')];
};

/**
 * In snapshot mode a forced promotion first cuts the copy off from its peer (by an orphan snapshot,
 * librbd mirror/snapshot/PromoteRequest.cc); a copy that was demoted follows nobody anyway.
 */
export const cutsOff = (site: Site) => all(obeys(site), no(holds('demoted', site)));

/** A resync was asked for, and there is a primary to copy from. */
const hasSource = (site: Site) =>
  all(
    holds('resyncAsked', site),
    works(site),
    imageIs(peerOf(site), 'primary'),
    holds('related', site),
  );

/**
 * Journal mode: a replayer at work stops for a resync, whatever there is to copy from, and be its peer out of
 * reach (rbd_mirror image_replayer/journal/Replayer.cc, handle_resync_image).
 */
export const stopsForResync = (site: Site) =>
  all(active(site), holds('resyncAsked', site), no(holds('halted', site)));

/** A resync acts only once the peer is primary (since 16.2.11), lest the last copy be thrown away. */
export const beginsResync = (site: Site) =>
  all(
    holds('resyncAsked', site),
    any(
      all(hasSource(site), any(no(holds('halted', site)), replayerIs(site, 'replaying'))),
      all(
        works(site),
        any(replayerIs(site, 'replaying'), comesBack(site)),
        holds('resyncsBlindly', site),
      ),
      all(works(site), replayerIs(site, 'stopped'), holds('resyncsLate', site)),
    ),
  );
