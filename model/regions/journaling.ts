import type { Mode, PoolMode, Site } from '../site.ts';
import { commands, has, type ImageState, notThere, type On, refusedOff } from './feature.ts';
import { all, any, holds, no } from './guards.ts';
import { overRemains } from './journal-remains.ts';
import { barriers } from './lock.ts';
import { inPoolMode } from './pool-mode.ts';
import { accept, effect, refuse } from './transitions.ts';

/**
 * What the journaling feature of an image is to its mirroring, in each state of the image: commands that
 * turn it on and off, and in a pool that mirrors each image which has it, what else is answered there
 * otherwise (librbd operation/EnableFeaturesRequest.cc, DisableFeaturesRequest.cc, api/Trash.cc,
 * api/Mirror.cc). While a copy is being made, the model gives no answer.
 */
export function journaling(site: Site, mode: Mode, poolMode: PoolMode): Record<ImageState, On> {
  if (mode === 'snapshot') return inSnapshotMode(site);
  return poolMode === 'pool' ? inPoolMode(site) : inImageMode(site);
}

/** To mirroring by snapshots the feature is nothing: it is turned on and off as an image is edited. */
function inSnapshotMode(site: Site): Record<ImageState, On> {
  const none = commands(site, [], []);
  const readOnly = refuse('EROFS', holds('sealed', site));
  const journaled = holds('journaled', site);
  const guard = holds('room', site);
  const edited = commands(
    site,
    [
      readOnly,
      refuse('EINVAL', journaled),
      ...overRemains(site),
      accept([effect('journaling', site)], { guard }),
    ],
    [
      readOnly,
      refuse('EINVAL', no(journaled)),
      accept([effect('journaling-ended', site)], { guard }),
    ],
  );
  const copy = commands(site, [refuse('EROFS')], [refuse('EROFS')]);
  const there = { unmirrored: edited, primary: edited, nonprimary: copy };
  return { absent: notThere(site), creating: none, disabling: none, ...there };
}

/**
 * The feature alone mirrors nothing, and is not to be had without the mirroring that is built on it. Where
 * an interrupted command may have left it on or off, the model gives no answer.
 */
function inImageMode(site: Site): Record<ImageState, On> {
  const { barred } = barriers(site, 'journal');
  const featured = all(holds('sure', site), has(site));
  const without = all(holds('sure', site), no(has(site)));
  const broken = any(holds('strayJournal', site), holds('brokenJournal', site));
  return {
    absent: notThere(site),
    unmirrored: commands(
      site,
      [
        refuse('EINVAL', featured),
        accept([effect('keepJournal', site)], { guard: all(without, no(broken)) }),
      ],
      [refuse('EINVAL', without), accept([effect('dropJournal', site)], { guard: featured })],
    ),
    creating: commands(site, [], []),
    primary: commands(site, [refuse('EINVAL')], [...barred, refuse('EINVAL')]),
    nonprimary: commands(site, [refuse('EINVAL')], refusedOff(site)),
    disabling: commands(site, [refuse('EINVAL')], []),
  };
}
