import { join } from 'node:path';
import { setImmediate as otherEvents } from 'node:timers/promises';
import type { Say } from '../campaign/target.ts';
import { UsageError } from '../campaign/usage.ts';
import { drivenFailovers } from '../course/driven-failovers.ts';
import { failoversIn } from '../course/failovers.ts';
import { CourseReader } from '../course/reader.ts';
import { driverRecordSchema } from '../drivers/schema.ts';
import { readSummary } from '../merge/parts.ts';
import { readRecords, recordName } from '../output/record.ts';
import { runRecordSchema } from '../output/schema.ts';
import type { FailureData, SummaryData } from '../output/summary.ts';
import { type Measured, measured } from './measure.ts';
import { type Spread, spreadOf } from './spread.ts';

/** What a run counts as. */
export type Status = 'pass' | 'fail' | 'flaky' | 'known' | 'inconclusive';

/** How runs, or failovers, of one kind were spread, as {@link Measured} has them. */
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

/**
 * Reads what a command left in a folder, and says how far it has come, as each run's course is told.
 * @throws UsageError where that is no result to compare.
 */
export async function readSide(folder: string, say: Say): Promise<RunSide> {
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
  for (const { seed, status, measures } of runsIn(folder, summary)) {
    runs.set(seed, status === 'known' && strict ? 'fail' : status);
    for (const one of measures) {
      const alike = all.get(one.kind);
      if (alike === undefined) all.set(one.kind, [one]);
      else alike.push(one);
    }
    say(`${folder}: run ${runs.size} of ${summary.scenarios}`);
    // Telling courses is all work: what shows the progress must have its turn.
    await otherEvents();
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
  readonly measures: readonly Measured[];
}

function* runsIn(folder: string, { driver }: SummaryData): Generator<SeenRun> {
  const file = join(folder, recordName);
  if (driver === undefined) {
    const courses = new CourseReader();
    for (const run of readRecords(file, runRecordSchema).runs) {
      const { seed, verdict, flaky } = run;
      const known = verdict.kind === 'fail' && verdict.known !== undefined;
      const status = flaky ? 'flaky' : known ? 'known' : verdict.kind;
      yield { seed, status, measures: measured(run, failoversIn(courses.of(run))) };
    }
    return;
  }
  for (const run of readRecords(file, driverRecordSchema).runs) {
    const { seed, verdict, flaky } = run;
    const measures = measured(run, drivenFailovers(run));
    yield { seed, status: flaky ? 'flaky' : verdict.kind, measures };
  }
}

const measuresOf = (some: readonly Measured[]): Measures => ({
  took: spreadOf(some.flatMap(({ took = [] }) => took)),
  rpo: spreadOf(some.flatMap(({ rpo = [] }) => rpo)),
  rto: spreadOf(some.flatMap(({ rto = [] }) => rto)),
});
