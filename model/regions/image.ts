import { machinery } from '../machinery.ts';
import type { Mode, PoolMode, Site } from '../site.ts';
import { absent } from './absent.ts';
import { flatten, parentless, write } from './clones.ts';
import { disabling } from './disabling.ts';
import { disconnect, journalless } from './disconnect.ts';
import { takesEdits } from './edits.ts';
import { all, holds, no, obeys, standsBeside } from './guards.ts';
import { leavesJournal, overRemains } from './journal-remains.ts';
import { journaling } from './journaling.ts';
import { type Barriers, barriers } from './lock.ts';
import { creating, making } from './making.ts';
import { nonprimary, retakes } from './nonprimary.ts';
import { unlessBare } from './pool-mode.ts';
import { leavesName, noneInTrash, remove, trash } from './removal.ts';
import { schedulable, takesSnapshots, unscheduled } from './schedule.ts';
import { accept, answers, effect, internal, linkIn, refuse, refused } from './transitions.ts';

/**
 * The image at a site: absent, unmirrored, being created by the mirror daemon, primary, non-primary
 * (a demoted image is non-primary too; the condition `demoted` tells), or neither mirrored nor not.
 * Every command is answered in every state, as librbd answers it (api/Mirror.cc).
 */
export const image = (site: Site, mode: Mode, poolMode: PoolMode) => {
  const feature = journaling(site, mode, poolMode);
  return machinery.createStateConfig({
    initial: 'absent',
    states: {
      absent: { on: { ...absent(site, mode).on, ...feature.absent } },
      unmirrored: { on: { ...unmirrored(site, mode).on, ...feature.unmirrored } },
      making: { on: { ...making(site, mode).on, ...feature.creating } },
      creating: { on: { ...creating(site, mode).on, ...feature.creating } },
      primary: { on: { ...primary(site, mode).on, ...feature.primary } },
      nonprimary: {
        on: unlessBare(site, { ...nonprimary(site, mode).on, ...feature.nonprimary }),
      },
      disabling: { on: { ...disabling(site, mode).on, ...feature.disabling } },
    },
  });
};

const notMirrored = (site: Site) => [
  refuse('EINVAL', holds('tellsUnmirrored', site)),
  refuse('ENOENT'),
];

const unmirrored = (site: Site, mode: Mode) => ({
  on: {
    ...unmirroredAnswers(site, mode, barriers(site, mode)),
    ...unscheduled(site),
    [`name-only.${site}`]: leavesName(site),
    ...(mode === 'journal' && leavesJournal(site)),
    [`enable-unheard.${site}`]: internal(
      all(obeys(site), holds('room', site), holds('hidesEnabling', site)),
      'primary',
      ...enabled(site, mode),
      effect('goUnseen', site),
    ),
  },
});

const enabled = (site: Site, mode: Mode) => [effect('enable', site), ...linkIn(mode, site)];

const unmirroredAnswers = (site: Site, mode: Mode, { ending, open }: Barriers) =>
  answers(site, {
    create: [refuse('EEXIST')],
    clone: [refuse('EEXIST')],
    enable: [
      refuse('EINVAL', parentless(site)),
      ...(mode === 'journal' ? overRemains(site) : []),
      refuse('EROFS', holds('sealed', site)),
      accept(enabled(site, mode), {
        guard: all(holds('room', site), no(standsBeside(site))),
        target: 'primary',
      }),
    ],
    // It would make an image of the other mode, which is another machine.
    'enable-other': [refuse('EINVAL', parentless(site))],
    disable: [accept([])],
    'disable-force': [accept([])],
    write: [...ending, ...write(site)],
    snapshot: [refuse('EINVAL')],
    promote: notMirrored(site),
    'promote-force': notMirrored(site),
    demote: [refuse('EINVAL')],
    resync: notMirrored(site),
    disconnect: journalless(site, mode),
    remove: [...open, ...remove(site, mode)],
    trash: trash(site),
    restore: noneInTrash(site),
    ...takesEdits(site, mode, ending),
    flatten: [...ending, ...flatten(site, mode)],
  });

const primary = (site: Site, mode: Mode) => ({
  on: {
    ...primaryAnswers(site, mode, barriers(site, mode)),
    ...leftHalfWay(site, mode),
    ...schedulable(site, mode),
    ...takesSnapshots(site, mode),
    [`retake.${site}`]: internal(retakes(site), 'nonprimary', effect('undoPromotion', site)),
  },
});

const demoted = (site: Site) => [effect('record', site), effect('markDemotion', site)];

/** What an interrupted command leaves of a primary, and what a demotion that is under way misses. */
const leftHalfWay = (site: Site, mode: Mode) => ({
  ...(mode === 'snapshot' && { [`seal.${site}`]: seals(site), ...leavesJournal(site) }),
  ...(mode === 'journal' && { [`withhold.${site}`]: withholds(site) }),
  [`name-only.${site}`]: leavesName(site),
  [`begin-disable.${site}`]: internal(obeys(site), 'disabling', effect('disable', site)),
  [`late-write.${site}`]: internal(
    all(obeys(site), holds('room', site), holds('writesLate', site)),
    undefined,
    effect('write', site),
    effect('hide', site),
  ),
  [`demote-unheard.${site}`]: internal(
    all(obeys(site), holds('losesDemotion', site)),
    'nonprimary',
    ...demoted(site),
    effect('hide', site),
  ),
});

/**
 * In snapshot mode a demotion makes the image read-only first, and then takes its mirror snapshot
 * (librbd mirror/snapshot/DemoteRequest.cc).
 */
const seals = (site: Site) => internal(obeys(site), undefined, effect('seal', site));

/** What was written to the journal is not done to the image yet: after a command, see isLogged. */
const withholds = (site: Site) => internal(obeys(site), undefined, effect('withhold', site));

const primaryAnswers = (site: Site, mode: Mode, { locked, barred, kept, inUse }: Barriers) =>
  answers(site, {
    create: [refuse('EEXIST')],
    clone: [refuse('EEXIST')],
    enable: [refuse('EINVAL', parentless(site)), accept([])],
    'enable-other': [
      refuse('EINVAL', parentless(site)),
      ...(mode === 'snapshot' ? overRemains(site) : []),
      refused('EINVAL', [effect('refuseOther', site)]),
    ],
    disable: [...locked, accept([effect('disable', site)], { target: 'unmirrored' })],
    'disable-force': [...locked, accept([effect('disable', site)], { target: 'unmirrored' })],
    write: [...barred, ...write(site)],
    snapshot:
      mode === 'snapshot'
        ? [
            refuse('EROFS', holds('sealed', site)),
            accept([effect('record', site), effect('linkNewest', site)], {
              guard: holds('room', site),
            }),
          ]
        : [refuse('EINVAL')],
    promote: [refuse('EINVAL')],
    'promote-force': [refuse('EINVAL')],
    demote: [
      ...kept,
      accept([...demoted(site), ...linkIn(mode, site)], {
        guard: holds('room', site),
        target: 'nonprimary',
      }),
    ],
    resync: [refuse('EINVAL')],
    disconnect: disconnect(site, mode),
    remove: [sealedEnd(site), ...inUse, ...remove(site, mode)],
    trash: [sealedEnd(site), ...inUse, ...locked, ...trash(site, mode)],
    restore: noneInTrash(site),
    ...takesEdits(site, mode, barred),
    flatten: [...barred, ...flatten(site, mode)],
  });

/** Who removes an image ends its mirroring first, and only then finds that it is read-only. */
const sealedEnd = (site: Site) =>
  refused('EROFS', [effect('disable', site)], {
    guard: holds('sealed', site),
    target: 'disabling',
  });
