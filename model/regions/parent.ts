import { parentCommandNames } from '../events.ts';
import { machinery } from '../machinery.ts';
import { type Mode, type PoolMode, peerOf, type Site } from '../site.ts';
import {
  all,
  type Guard,
  holds,
  imageIs,
  mirrored,
  no,
  obeys,
  parentFlows,
  parentIs,
  snaps,
  works,
} from './guards.ts';
import { accept, answersOf, effect, internal, refuse } from './transitions.ts';

/**
 * The parent that clones at a site are made from: one image, with a snapshot that it keeps. It is made
 * with the first clone, stays primary where it was made, and is mirrored when that is asked for there:
 * then the peer has it in part (`copying`), whole (`copied`), or for as long as it takes to notice that
 * it is mirrored no more (`stale`).
 */
export const parent = (site: Site, mode: Mode, poolMode: PoolMode) => {
  const able = mode === 'snapshot' ? snaps(site) : works(site);
  const source = parentIs(peerOf(site), 'primary');
  const tended = no(holds('allHalted', site));
  const outlived = {
    [`parent-disable.${peerOf(site)}`]: { guard: disables(peerOf(site)), target: 'stale' },
  };
  return machinery.createStateConfig({
    initial: 'absent',
    states: {
      absent: {
        on: {
          ...unknown(site),
          [`clone.${site}`]: { guard: makesParent(site), target: 'unmirrored' },
          [`begin-parent.${site}`]: internal(all(able, source, tended), 'copying'),
        },
      },
      unmirrored: { on: poolMode === 'pool' ? notByHand(site) : unmirrored(site) },
      primary: { on: primary(site) },
      copying: {
        on: {
          ...copied(site),
          ...outlived,
          [`copy-parent.${site}`]: internal(all(able, source, tended, parentFlows(site)), 'copied'),
        },
      },
      copied: { on: { ...copied(site), ...outlived } },
      stale: {
        on: {
          ...copied(site),
          [`delete-parent.${site}`]: internal(works(site), 'absent', effect('loseParent', site)),
        },
      },
    },
  });
};

/** With the first clone there is, its parent is made. */
export const makesParent = (site: Site): Guard =>
  all(
    obeys(site),
    imageIs(site, 'absent'),
    no(holds('nameOnly', site)),
    holds('room', site),
    parentIs(site, 'absent'),
    parentIs(peerOf(site), 'absent'),
  );

/** A mirrored clone holds its parent's mirroring (librbd Mirror.cc, image_disable). */
const inUse = (site: Site): Guard => all(mirrored(site), holds('holdsParent', site));

const known = (site: Site): Guard => no(all(mirrored(site), holds('mayHoldParent', site)));

/** Mirroring of the parent is ended here. */
const disables = (site: Site): Guard =>
  all(obeys(site), parentIs(site, 'primary'), no(inUse(site)), known(site));

const unknown = (site: Site) =>
  answersOf(
    site,
    { 'parent-enable': [refuse('ENOENT')], 'parent-disable': [refuse('ENOENT')] },
    parentCommandNames,
  );

const unmirrored = (site: Site) =>
  answersOf(site, {
    'parent-enable': [accept([], { target: 'primary' })],
    'parent-disable': [accept([])],
  });

/** Where the journaling feature decides, mirroring is not to be enabled; and no step gives a parent that. */
const notByHand = (site: Site) =>
  answersOf(site, { 'parent-enable': [refuse('EINVAL')], 'parent-disable': [refuse('EINVAL')] });

const primary = (site: Site) =>
  answersOf(site, {
    'parent-enable': [accept([])],
    'parent-disable': [
      refuse('EBUSY', inUse(site)),
      accept([], { guard: known(site), target: 'unmirrored' }),
    ],
  });

/** A copy's mirroring is not for this site to end; whether it is in use is asked first. */
const copied = (site: Site) =>
  answersOf(site, {
    'parent-enable': [accept([])],
    'parent-disable': [refuse('EBUSY', inUse(site)), refuse('EINVAL', known(site))],
  });
