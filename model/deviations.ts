import type { Variant } from './variant.ts';

/** What releases of Ceph really do otherwise than specified, in one named way. */
export interface Deviation extends Variant {
  /** The major releases that have it (16 is Pacific). */
  readonly releases: readonly number[];
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
    source: 'ceph/ceph pull request 63270 (open); seen on 16.2.15',
    conditions: { resyncsBlindly: () => true },
  },
];

/** The deviations of a release, by its version text (`16.2.15`). */
export const deviationsOf = (version: string): readonly Deviation[] =>
  deviations.filter(({ releases }) => releases.includes(Number.parseInt(version, 10)));
