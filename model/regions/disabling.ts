import type { Mode, Site } from '../site.ts';
import { flatten, write } from './clones.ts';
import { journalless } from './disconnect.ts';
import { takesEdits } from './edits.ts';
import { holds } from './guards.ts';
import { leavesName, noneInTrash, remove, trash } from './removal.ts';
import { schedulable } from './schedule.ts';
import { accept, answers, effect, refuse, refused } from './transitions.ts';

/**
 * An image whose mirroring was being ended when that was interrupted (cls_rbd's
 * MIRROR_IMAGE_STATE_DISABLING): its peer takes it for one that is not mirrored any more. To disable
 * it again gets it out of this; a copy has to be disabled by force again.
 */
export const disabling = (site: Site, mode: Mode) => ({
  on: {
    ...disablingAnswers(site, mode),
    ...schedulable(site, mode),
    [`name-only.${site}`]: leavesName(site),
  },
});

const disablingAnswers = (site: Site, mode: Mode) =>
  answers(site, {
    create: [refuse('EEXIST')],
    clone: [refuse('EEXIST')],
    enable: [refuse('EINVAL')],
    'enable-other': [refuse('EINVAL')],
    // What is refused leaves mirroring as it was before it began: on.
    disable: [
      refused('EINVAL', [effect('letGo', site)], {
        guard: holds('captive', site),
        target: 'nonprimary',
      }),
      disables(site),
    ],
    'disable-force': [disables(site)],
    write: write(site),
    snapshot: [refuse('EINVAL')],
    promote: [refuse('EINVAL')],
    'promote-force': [refuse('EINVAL')],
    demote: [refuse('EINVAL')],
    // Its clients are let go one by one: the model gives no answer.
    disconnect: mode === 'snapshot' ? journalless(site, mode) : [],
    resync: mode === 'snapshot' ? [accept([])] : [refuse('EINVAL')],
    remove: [...kept(site, mode), ...remove(site, mode)],
    trash: [...kept(site, mode), ...trash(site, mode)],
    restore: noneInTrash(site),
    ...takesEdits(site, mode),
    flatten: flatten(site, mode),
  });

/** A copy stays, and so does what is read-only. */
const kept = (site: Site, mode: Mode) => [
  refuse(mode === 'journal' ? 'EBUSY' : 'EINVAL', holds('captive', site)),
  refuse('EROFS', holds('sealed', site)),
];

const disables = (site: Site) =>
  accept([effect('rollBack', site), effect('disable', site)], { target: 'unmirrored' });
