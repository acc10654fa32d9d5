import { ofClones } from './clone-deviations.ts';
import { nextEntry } from './conditions.ts';
import { change, type PairContext, peerCopy } from './context.ts';
import { type Deviation, ofRelease } from './deviation.ts';
import { edit } from './effects.ts';
import { halfCopied } from './half-copied.ts';
import { eventsMax, missing, newest, nothing, only } from './history.ts';
import { overlooked } from './overlooked.ts';
import { inPoolMode } from './pool-mode-deviations.ts';
import { resyncsAstray } from './resyncs-astray.ts';
import type { Site } from './site.ts';

export type { Deviation } from './deviation.ts';

/** What the copy has to take next is a demotion of its peer. */
const takesDemotion = (context: PairContext, site: Site): boolean => {
  const next = nextEntry(context, site);
  return next >= 0 && (only(next) & context.demotions) !== nothing;
};

/**
 * The deviations that are known. Promises are judged by what is specified; a failure that a
 * deviation of the release explains is reported under its name, as known.
 */
export const deviations: readonly Deviation[] = [
  ...resyncsAstray,
  ...overlooked,
  {
    name: 'sync-point-is-left-behind',
    about:
      'A journal copy that stops replaying soon after its first sync keeps the snapshot of its sync ' +
      'point, and cannot be removed for it (ENOTEMPTY)',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4',
    modes: ['journal'],
    conditions: {
      keepsSyncPoint:
        () =>
        ({ context }, { site }) =>
          context[site].syncPoint > 0,
    },
  },
  {
    name: 'refused-enable-leaves-journaling',
    about:
      'Enabling journal mode on a primary of snapshot mode is refused (EINVAL), but leaves the ' +
      'journaling feature on, which its copy takes over',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4',
    modes: ['snapshot'],
    effects: {
      refuseOther: () => (context, site) =>
        context.next < eventsMax ? edit('journaling')(context, site) : context,
    },
  },
  {
    name: 'half-copied-image-is-promoted',
    about:
      'A forced promotion is accepted while the first copy by journal is under way, and leaves a ' +
      'mixture of what was copied and what was not',
    releases: [16, 17, 18, 19, 20],
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4',
    always: true,
    modes: ['journal'],
    conditions: { forcible: () => () => true },
    effects: {
      takeOver: (takeOver) => (context, site) => {
        const { whole, torn } = context[site];
        return change(takeOver(context, site), site, { whole: 1, torn: whole === 1 ? torn : 1 });
      },
      disable: (disable) => (context, site) => {
        const { whole, torn } = context[site];
        return change(disable(context, site), site, { whole: 1, torn: whole === 1 ? torn : 1 });
      },
      finishFirstCopy: (finish) => (context, site) =>
        change(finish(context, site), site, { torn: peerCopy(context, site).torn }),
    },
  },
  {
    name: 'forced-promotion-is-undone',
    about:
      'A forced promotion by journal that reported success is taken back by the replayer, which ' +
      'was about to replay one more entry of its peer',
    releases: [16, 17, 18, 19, 20],
    source: 'seen once on 16.2.15, in 180 runs; the race is in no release known to be closed',
    modes: ['journal'],
    conditions: {
      undoes:
        () =>
        ({ context }, { site }) => {
          const [mine, theirs] = [context[site].history, peerCopy(context, site).history];
          return missing(mine, theirs) !== nothing && (only(newest(mine)) & theirs) === nothing;
        },
    },
  },
  {
    name: 'forced-promotion-meets-a-demotion',
    about:
      'A forced promotion by journal while the replayer takes over the demotion of its peer is refused ' +
      '(EEXIST): both are about to add the same tag to the journal',
    releases: [16, 17, 18, 19, 20],
    source: 'seen on 16.2.15, in 2 of 1,000 runs',
    modes: ['journal'],
    conditions: {
      races:
        () =>
        ({ context }, { site }) =>
          context[site].nearEnd === 0 && takesDemotion(context, site),
      meetsTag:
        () =>
        ({ context }, { site }) =>
          context[site].nearEnd === 1 && takesDemotion(context, site),
    },
  },
  {
    name: 'demotion-meets-an-ending-replayer',
    about:
      'A demotion by journal right after a forced promotion is refused (EROFS), and so is a removal (EBUSY): ' +
      'the replayer, which nothing waited for, has the image and its lock yet',
    releases: [16, 17, 18, 19, 20],
    source: 'seen on 16.2.15 in 5 of 1,000 runs, on 18.2.7 and on 20.2.4 in one of 200',
    modes: ['journal'],
    conditions: { keepsLock: () => () => true },
  },
  {
    name: 'disconnected-replayer-takes-the-lock',
    about:
      'A copy whose mirror daemon is disconnected from the journal of its peer is in use for a moment ' +
      'each time the daemon tries again: a write gets EROFS, not EPERM, and a removal EBUSY, not EINVAL',
    releases: [16, 17, 18, 19, 20],
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4: 3 to 10 of 100 removals, 0 to 4 of 100 writes',
    modes: ['journal'],
    conditions: { takesLock: () => () => true },
  },
  {
    name: 'late-daemon-sees-split-brain',
    about:
      'An old primary whose mirror daemon had not yet registered at the journal of the copy when ' +
      'that was promoted, after a clean demotion, finds a split-brain for good',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source:
      'seen on 16.2.15, 18.2.7 and 20.2.4; the cause is told in a review of ceph/ceph pull request 43359',
    modes: ['journal'],
    conditions: {
      registersLate:
        () =>
        ({ context }, { site }) =>
          peerCopy(context, site).client === 'unknown',
      linked: (linked) => (at, params) =>
        linked(at, params) && peerCopy(at.context, params.site).client !== 'late',
    },
    effects: {
      takeOver: (takeOver) => (context, site) =>
        change(takeOver(context, site), site, {
          client: context[site].client === 'unknown' ? 'late' : context[site].client,
        }),
    },
  },
  {
    name: 'demotion-misses-the-last-write',
    about:
      'The last write that a client is acknowledged while the image is demoted is not in the ' +
      'demotion: the new primary lacks it, and the old one keeps it and says that it replays',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source: 'seen on 16.2.15 (24 of 24), 18.2.7 (8 of 8) and 20.2.4 (8 of 8)',
    modes: ['snapshot'],
    conditions: { writesLate: () => () => true },
  },
  {
    name: 'interrupted-demotion-does-not-arrive',
    about:
      'A demotion whose client is killed midway can be one that the peer never learns of, and to ' +
      'repeat it is refused (EINVAL)',
    releases: [16, 17, 18, 19, 20],
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4, not at every moment of the kill',
    conditions: { losesDemotion: () => () => true },
  },
  {
    name: 'interrupted-promotion-stays-read-only',
    about:
      'A promotion whose client is killed midway can leave a primary that takes no writes (EROFS), ' +
      'and to repeat it is refused (EINVAL)',
    releases: [16, 17, 18, 19, 20],
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4, not at every moment of the kill',
    modes: ['snapshot'],
    conditions: { staysSealed: () => () => true },
  },
  {
    name: 'interrupted-enable-breaks-the-journal',
    about:
      'Enabling journal mode whose client is killed midway can leave part of a journal: to repeat it ' +
      'is refused once (EEXIST), or crashes from then on',
    releases: [16, 17, 18, 19, 20],
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4, not at every moment of the kill',
    conditions: { leavesJournal: () => () => true },
  },
  {
    name: 'interrupted-enable-goes-unnoticed',
    about:
      'Enabling whose client is killed just before its end can be one that no mirror daemon learns ' +
      'of: the image is never copied, and to repeat it is accepted and does nothing',
    releases: [16, 17, 18, 19, 20],
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4, not at every moment of the kill',
    conditions: { hidesEnabling: () => () => true },
  },
  {
    name: 'unmirrored-is-invalid',
    about:
      'To promote or resync an image that is not mirrored is refused as invalid (EINVAL), not as ' +
      'something that is not there (ENOENT)',
    releases: [20],
    source: 'seen on 20.2.4',
    always: true,
    conditions: { tellsUnmirrored: () => () => true },
  },
  ...ofClones,
  ...halfCopied,
  ...inPoolMode,
];

/** The deviations of a release, by its version text (`16.2.15`). */
export const deviationsOf = (version: string): readonly Deviation[] =>
  ofRelease(deviations, version);
