import type { VolumeStep } from '../../../scenarios/volumes/step.ts';
import type { Database, StoredVolume } from '../protocol.ts';

/**
 * What the clusters show of what a test asserts: it is so; it is so, and something is wrong that its mock hides; it is
 * not so; or they cannot be asked.
 */
export const standings = ['as asserted', 'hides a defect', 'contradicted', 'out of reach'] as const;

/** A situation for the real driver, and what is to be seen of it on the simulated pair. */
export interface Check {
  /** As `--driver` names it. */
  readonly driver: 'cinder' | 'cinder-manager' | 'cinder-manager-cluster';
  readonly steps: readonly VolumeStep[];
  readonly shows: Shown;
}

/** What a run is to show; what is left out is of no account. */
export interface Shown {
  /** What the last step was answered. */
  readonly answer?: string;
  /** What its users are told of the first volume in the end. */
  readonly told?: string;
  /** The calls of the last step into Ceph's libraries that are not about opening, listing or connecting. */
  readonly calls?: readonly string[];
  /** The kinds of everything that was found in the run. */
  readonly found: readonly string[];
  /** What the database says of the service in the end, and of its cluster, and of the volumes by their order. */
  readonly service?: Partial<Database['service']>;
  readonly cluster?: Partial<Database['service']>;
  readonly volumes?: readonly Partial<StoredVolume>[];
}

/** One of Cinder's own tests of replication by RBD, and what it is worth on clusters. */
export interface CinderTest {
  readonly test: string;
  /** What its mocks assert. */
  readonly asserts: string;
  /** What the clusters show; for one that is out of reach, why. */
  readonly clusters: string;
  readonly standing: (typeof standings)[number];
  readonly checks?: readonly Check[];
}

const plain: readonly CinderTest['standing'][] = ['as asserted', 'out of reach'];

/** The row of a table that tells of a test; what its mock has wrong stands out. */
export const rowOf = ({ test, asserts, clusters, standing }: CinderTest): string => {
  const said = plain.includes(standing) ? standing : `**${standing}**`;
  return `| ${test} | ${asserts} | ${said} | ${clusters} |`;
};
