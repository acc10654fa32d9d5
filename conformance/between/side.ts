import { join } from 'node:path';
import { UsageError } from '../campaign/usage.ts';
import { driverRecordSchema } from '../drivers/schema.ts';
import { readSummary } from '../merge/parts.ts';
import { readRecords, recordName } from '../output/record.ts';
import { runRecordSchema } from '../output/schema.ts';
import type { FailureData, SummaryData } from '../output/summary.ts';
import { type Measured, measured, measuredWithDriver } from './measure.ts';
import { type Spread, spreadOf } from './spread.ts';

/** What a run counts as. */
export type Status = 'pass' | 'fail' | 'flaky' | 'known' | 'inconclusive';

/** How runs of one kind were spread: how long they took, RPO and RTO, as {@link Measured} has them. */
export interface Measures {
  readonly took: Spread | undefined;
  readonly rpo: Spread | undefined;
  readonly rto: Spread | undefined;
}

/** A command's results, as far as they are compared. */
export interface RunSide {
  readonly folder: string;
  readonly summary: SummaryData;
  readonly failures: ReadonlyMap<string, FailureData>;
  /** What each run came to, by seed. */
  readonly runs: ReadonlyMap<string, Status>;
  readonly kinds: ReadonlyMap<string, Measures>;
}

/** Reads what a command left in a folder. @throws UsageError where that is no result to compare. */
export function readSide(folder: string): RunSide {
  const summary = readSummary(folder);
  if (summary === undefined) {
    throw new UsageError(
      `${folder}: holds no summary.json; give the --out of a command that ended`,
    );
  }
  const failures = new Map(summary.failures.map((one) => [nameOf(one), one]));
  const runs = new Map<string, Status>();
  const all = new Map<string, Measured[]>();
  const { strict = false } = summary;
  for (const { seed, status, measure } of runsIn(folder, summary)) {
    runs.set(seed, status === 'known' && strict ? 'fail' : status);
    all.set(measure.kind, [...(all.get(measure.kind) ?? []), measure]);
  }
  const kinds = new Map([...all].map(([kind, some]) => [kind, measuresOf(some)]));
  return { folder, summary, failures, runs, kinds };
}

/** What a kind of failure is known by in both of two results. */
function nameOf({ code, known, aspect, mode, scenario }: FailureData): string {
  const named = ['generated', 'shrunk'].includes(scenario) ? '' : `, ${scenario}`;
  return `${known ?? code}: ${aspect} (${mode}${named})`;
}

interface SeenRun {
  readonly seed: string;
  readonly status: Status;
  readonly measure: Measured;
}

function* runsIn(folder: string, { driver }: SummaryData): Generator<SeenRun> {
  const file = join(folder, recordName);
  if (driver === undefined) {
    for (const run of readRecords(file, runRecordSchema).runs) {
      const { seed, verdict, flaky } = run;
      const known = verdict.kind === 'fail' && verdict.known !== undefined;
      const status = flaky ? 'flaky' : known ? 'known' : verdict.kind;
      yield { seed, status, measure: measured(run) };
    }
    return;
  }
  for (const run of readRecords(file, driverRecordSchema).runs) {
    const { seed, verdict, flaky } = run;
    yield { seed, status: flaky ? 'flaky' : verdict.kind, measure: measuredWithDriver(run) };
  }
}

const measuresOf = (some: readonly Measured[]): Measures => ({
  took: spreadOf(some.map(({ took }) => took)),
  rpo: spreadOf(some.flatMap(({ rpo }) => rpo)),
  rto: spreadOf(some.flatMap(({ rto }) => rto)),
});
