import type { Site } from '../site.ts';
import { commands, has, type ImageState, notThere, type On } from './feature.ts';
import { all, hasRoom, holds, no, obeys, replayerIs, standsBeside } from './guards.ts';
import { barriers } from './lock.ts';
import { accept, answersOf, effect, internal, refuse } from './transitions.ts';

/** Mirroring comes and goes with the feature; nobody enables or disables it otherwise. */
export function inPoolMode(site: Site): Record<ImageState, On> {
  const { barred } = barriers(site, 'journal');
  const notByHand = answersOf(site, {
    enable: [refuse('EINVAL')],
    'enable-other': [refuse('EINVAL')],
    disable: [refuse('EINVAL')],
    'disable-force': [refuse('EINVAL')],
  });
  const mirrors = accept([effect('enable', site)], {
    guard: all(holds('room', site), no(standsBeside(site))),
    target: 'primary',
  });
  const ends = accept([effect('disable', site)], { target: 'unmirrored' });
  return {
    absent: { ...notThere(site), ...restoring(site) },
    unmirrored: {
      ...notByHand,
      ...commands(
        site,
        [refuse('EINVAL', has(site)), mirrors],
        [refuse('EINVAL', no(has(site))), accept([effect('dropJournal', site)])],
      ),
    },
    creating: { ...notByHand, ...commands(site, [], []) },
    primary: {
      ...notByHand,
      ...commands(site, [refuse('EINVAL')], [...barred, ends]),
      ...keeps(site),
    },
    nonprimary: { ...notByHand, ...commands(site, [refuse('EINVAL')], losing(site)) },
    disabling: {
      ...notByHand,
      ...commands(site, [refuse('EINVAL')], []),
      ...keeps(site),
    },
  };
}

/** What comes back from the trash with the feature is mirrored anew (librbd api/Trash.cc, restore). */
function restoring(site: Site): On {
  const binned = all(holds('inTrash', site), no(holds('nameOnly', site)));
  const journaled = all(binned, holds('binnedWithJournal', site));
  const mirrored = [effect('restore', site), effect('enable', site)];
  const full = refuse('HANG', all(binned, no(hasRoom(site))));
  const plain = all(binned, no(holds('binnedWithJournal', site)));
  const table = [
    full,
    accept(mirrored, { guard: all(journaled, holds('room', site)), target: 'primary' }),
    accept([effect('restore', site)], { guard: plain, target: 'unmirrored' }),
    refuse('ENOENT', no(holds('inTrash', site))),
  ];
  return {
    ...answersOf(site, { restore: table }, ['restore']),
    [`restore-unmirrored.${site}`]: internal(
      all(obeys(site), journaled),
      'unmirrored',
      effect('restore', site),
    ),
  };
}

/** Whoever removes an image ends its mirroring first; the feature goes with the image. */
const keeps = (site: Site): On => ({
  [`keep-journaling.${site}`]: internal(
    obeys(site),
    'unmirrored',
    effect('disable', site),
    effect('keepJournal', site),
  ),
});

/** What ends the mirroring is refused, and all else goes on, as a deviation. */
const losing = (site: Site) => [
  refuse('EROFS', replayerIs(site, 'replaying')),
  accept([effect('loseJournal', site)], { guard: holds('losesJournal', site) }),
  refuse('EINVAL'),
];

/** Nobody is answered any more where a copy has lost its journal: the model does not follow it. */
export const unlessBare = (site: Site, on: On): On =>
  Object.fromEntries(
    Object.entries(on).map(([name, found]) => {
      const candidates = 'length' in found ? found : [found];
      const there = no(holds('bare', site));
      return [
        name,
        candidates.map((one) => ({ ...one, guard: all(there, ...(one.guard ? [one.guard] : [])) })),
      ];
    }),
  );
