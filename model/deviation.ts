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

/** Those of some bugs that a release has, by its version text (`16.2.15`). */
export const ofRelease = <Bug extends { readonly releases: readonly number[] }>(
  bugs: readonly Bug[],
  version: string,
): readonly Bug[] => bugs.filter(({ releases }) => releases.includes(Number.parseInt(version, 10)));
