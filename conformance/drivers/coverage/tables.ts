import type { Mode } from '../../../model/site.ts';
import { linkFaults, siteFaults } from '../../../scenarios/volumes/step.ts';
import type { Counts } from '../../mix/totals.ts';
import { situations, standings } from './standing.ts';

/** What a driver is asked for, and what clients write; a restart ends the driver, and starts it anew. */
export const requestNames = [
  ...['create', 'clone', 'create-from-snapshot', 'manage', 'delete', 'extend', 'retype'],
  ...['snap-create', 'snap-delete', 'failover', 'failback', 'freeze', 'thaw', 'restart', 'write'],
] as const;

/** Of what one volume is asked for, or all of them by a failover, those that go by how its images stand. */
const volumeRequests: readonly string[] = requestNames.filter(
  (name) => !['create', 'manage', 'freeze', 'thaw', 'restart'].includes(name),
);

/** Where a fault struck, or ended. */
export const places = [
  ...['link', 'active site', 'other site'],
  ...['amid a failover', 'amid a failback'],
] as const;

/** What became of an obligation in a run. */
export const fates = ['kept', 'broken', 'not at stake'] as const;

/** The tables of what runs with a driver met; the columns of `answers` and `calls` are those that came up. */
export const tables = {
  requests: { rows: requestNames, columns: situations },
  answers: { rows: requestNames, columns: [] },
  volumes: { rows: volumeRequests, columns: standings },
  faults: { rows: [...linkFaults, ...siteFaults, 'restart'], columns: places },
  calls: { rows: [], columns: [] },
  obligations: { rows: [], columns: fates },
} as const satisfies Readonly<
  Record<string, { readonly rows: readonly string[]; readonly columns: readonly string[] }>
>;

/** The name of a table. */
export type DriverTableName = keyof typeof tables;

/** The names of the tables, in the order in which they are shown. */
export const tableNames = [
  ...(['requests', 'answers', 'volumes', 'faults', 'calls', 'obligations'] as const),
] as const satisfies readonly DriverTableName[];

/** A cell of a table. */
export interface DriverCell {
  readonly column: string;
  readonly met: number;
  /** What was answered, where requests are counted. */
  readonly outcomes?: Counts;
}

/** A row of a table. */
export interface DriverRow {
  readonly row: string;
  readonly cells: readonly DriverCell[];
}

/** What the runs with a driver in one mode on one target met. */
export interface DriverCoverage {
  readonly target: string;
  readonly mode: Mode;
  readonly runs: number;
  readonly tables: Readonly<Record<DriverTableName, readonly DriverRow[]>>;
}
