import type { Mode, Site } from '../site.ts';
import { parentless, refusedFlatten } from './clones.ts';
import { journalless } from './disconnect.ts';
import { refusesEdits } from './edits.ts';
import { all, any, type Guard, holds, replayerIs, works } from './guards.ts';
import { refusedOther } from './nonprimary.ts';
import { deletesCopy, noneInTrash, trash } from './removal.ts';
import { schedulable } from './schedule.ts';
import { accept, answers, effect, internal, refuse, refused } from './transitions.ts';

/** The mirror daemon is at it. */
const goesOn = (site: Site): Guard =>
  all(works(site), replayerIs(site, 'replaying'), holds('related', site));

const answersWhile = (site: Site, mode: Mode) => ({
  create: [refuse('EEXIST')],
  clone: [refuse('EEXIST')],
  enable: [refuse('EINVAL')],
  'enable-other': [refuse('EINVAL', parentless(site)), ...refusedOther(site, mode)],
  disable: [refuse('EINVAL')],
  'disable-force': [refuse('EINVAL')],
  write: [refuse('EROFS')],
  snapshot: [refuse('EROFS')],
  promote: [refuse('EINVAL')],
  'promote-force': [refuse('EINVAL')],
  demote: [refuse('EINVAL')],
  resync: [refuse('EINVAL')],
  disconnect: mode === 'snapshot' ? journalless(site, mode) : [],
  remove: [refuse('EBUSY')],
  trash: [refuse('EBUSY')],
  restore: noneInTrash(site),
  ...refusesEdits(site, mode),
  flatten: refusedFlatten(site, mode),
});

/**
 * What becomes of it. A daemon that finds a copy which another one was making throws it away, and makes
 * it anew (rbd_mirror PrepareLocalImageRequest.cc).
 */
const ends = (site: Site) => ({
  [`create-copy.${site}`]: internal(goesOn(site), 'nonprimary'),
  [`delete-copy.${site}`]: internal(
    any(deletesCopy(site), all(works(site), replayerIs(site, 'stopped'))),
    'absent',
    effect('forget', site),
  ),
});

/** The mirror daemon makes the copy. */
export const creating = (site: Site, mode: Mode) => ({
  on: {
    ...answers(site, answersWhile(site, mode)),
    ...schedulable(site, mode),
    ...ends(site),
  },
});

/**
 * It has only begun to, so that the copy has no mirror snapshot yet: nothing says that it is none that is
 * primary (librbd mirror/GetInfoRequest.cc, calc_promotion_state), though it is read-only already.
 */
export const making = (site: Site, mode: Mode) => {
  const ended = [effect('disable', site), effect('seal', site)];
  const end = { target: 'unmirrored' };
  return {
    on: {
      ...answers(site, {
        ...answersWhile(site, mode),
        disable: [accept(ended, end)],
        'disable-force': [accept(ended, end)],
        snapshot: [refuse('EINVAL')],
        resync: [accept([])],
        remove: [refused('EBUSY', ended, end)],
        trash: trash(site),
      }),
      ...schedulable(site, mode),
      ...ends(site),
      [`mark-copy.${site}`]: internal(goesOn(site), 'creating'),
    },
  };
};
