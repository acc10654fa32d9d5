import { demoted, syncTarget } from './conditions.ts';
import { change, peerCopy } from './context.ts';
import { finishSync } from './effects.ts';
import { nothing, only } from './history.ts';
import type { Variant } from './variant.ts';

/** What releases of Ceph really do otherwise than specified, in one named way. */
export interface Deviation extends Variant {
  /** The major releases that have it (16 is Pacific). */
  readonly releases: readonly number[];
  /** Whether real clusters show it every time, so that a test can insist on it. */
  readonly always?: boolean;
  /** How it is known: an upstream reference, or how it was seen. */
  readonly source: string;
}

/**
 * The deviations that are known. Promises are judged by what is specified; a failure that a
 * deviation of the release explains is reported under its name, as known.
 */
export const deviations: readonly Deviation[] = [
  {
    name: 'resync-discards-while-replaying',
    about:
      'A replayer at work obeys a resync at once, although its peer is no primary to copy from',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source: 'ceph/ceph pull request 63270 (open); seen on 16.2.15',
    conditions: { resyncsBlindly: () => true },
  },
  {
    name: 'removal-is-overlooked',
    about:
      'A journal replayer whose site stood still while the primary image was removed goes on ' +
      'replaying nothing, and the copy stays until the daemon is restarted',
    releases: [16],
    source: 'seen on 16.2.15, not every time: still there, and "replaying", after 120 s',
    conditions: {
      overlooks: ({ context }, { site }) =>
        context[site].whole === 1 && peerCopy(context, site).history === nothing,
    },
  },
  {
    name: 'sync-point-is-left-behind',
    about:
      'A journal copy that stops replaying soon after its first sync keeps the snapshot of its sync ' +
      'point, and cannot be removed for it (ENOTEMPTY)',
    releases: [16],
    source: 'seen on 16.2.15',
    conditions: { keepsSyncPoint: ({ context }, { site }) => context[site].syncPoint > 0 },
  },
  {
    name: 'forced-promotion-hangs',
    about: 'A forced promotion in the middle of a sync waits for a peer that is away, without end',
    releases: [16, 17, 18, 19, 20],
    source: 'tracker.ceph.com/issues/62163; seen on 16.2.15',
    conditions: { hangs: ({ context }, { site }) => context[site].part === 1 },
  },
  {
    name: 'forced-promotion-rolls-back-too-far',
    about:
      'A forced promotion in the middle of a sync goes back to what the copy held before its last ' +
      'complete sync, not after it',
    releases: [16, 17, 18, 19, 20],
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4',
    effects: {
      finishSync: (context, site) =>
        change(finishSync(context, site), site, { previous: context[site].history }),
      rollBack: (context, site) => {
        const { part, history, previous } = context[site];
        return change(context, site, { part: 0, history: part === 1 ? previous : history });
      },
    },
  },
  {
    name: 'half-copied-demotion-is-promoted',
    about: 'A promotion without force is accepted while the demotion snapshot is copied in part',
    releases: [16, 17, 18, 19],
    source: 'seen on 16.2.15 and 18.2.7; refused by 20.2.4',
    conditions: {
      promotable: (at, params) => {
        const { context } = at;
        const arriving = only(syncTarget(context, params.site)) & context.demotions;
        return demoted(at, params) || (context[params.site].part === 1 && arriving !== 0);
      },
    },
  },
];

/** The deviations of a release, by its version text (`16.2.15`). */
export const deviationsOf = (version: string): readonly Deviation[] =>
  deviations.filter(({ releases }) => releases.includes(Number.parseInt(version, 10)));
