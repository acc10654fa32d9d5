import type { Mode } from '../../model/site.ts';
import type { CheckFlags } from '../campaign/jobs.ts';
import { defaultsFor, modesOf, usualLabs } from '../campaign/options.ts';
import { type PlannedRun, planned } from '../campaign/plan.ts';
import { volumeSeedVersion } from '../campaign/seed.ts';
import { isIn, type Shard, sizeIn } from '../campaign/shard.ts';
import type { TargetChoice } from '../campaign/target.ts';
import { UsageError } from '../campaign/usage.ts';
import type { Asked } from '../output/summary.ts';
import { driverCommand } from './choice.ts';
import type { DriverCommand } from './process.ts';

/** Which scenarios to run with a driver, and on what. */
export interface DriverCheckJob {
  /** What a user calls the driver. */
  readonly driver: string;
  readonly program: DriverCommand;
  readonly choice: TargetChoice;
  readonly modes: readonly Mode[];
  readonly seed: string;
  readonly from: number;
  /** How many in each mode; without end, if left out. */
  readonly runs?: number;
  /** Milliseconds. */
  readonly time: number;
  /** How many runs the shrinking of one kind of finding may take. */
  readonly shrink: number;
  /** How often a failure is tried again, at most. */
  readonly retries: number;
  /** What decides which runs there are. */
  readonly asked: Asked;
  /** How many runs there will be, where that is known. */
  readonly count?: number | undefined;
  readonly shard?: Shard;
  readonly out: string;
  /** Whether to go on with what an interrupted command left in that folder. */
  readonly continuing: boolean;
}

/** One scenario to be run: made from its seed. */
export type DriverTask = Pick<PlannedRun, 'mode' | 'seed'>;

/** The scenarios that a job asks for, in order; without end where it does not say how many. */
export function* driverTasks({ from, runs, modes, seed, shard }: JobPlan): Generator<DriverTask> {
  const plan = {
    ...{ from, modes, seed, version: volumeSeedVersion },
    ...(runs !== undefined && { runs: from + runs }),
  };
  for (const run of planned(plan)) if (isIn(shard, run.index)) yield run;
}

type JobPlan = Pick<DriverCheckJob, 'from' | 'runs' | 'modes' | 'seed' | 'shard'>;

/** What is done unless told otherwise. */
const usual = { sim: { runs: 500, shrink: 150 }, ceph: { runs: 4, shrink: 0 } } as const;

/** What of `check` is for operators only: it is about one image, or about how it is mirrored. */
const operatorsOnly = ['with', 'toward', 'twice', 'strict'] as const;

/** The campaign with a driver that the flags ask for. @throws UsageError */
export function driverCheckJob(flags: CheckFlags): DriverCheckJob {
  const given = operatorsOnly.find((name) => flags[name] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is not for --driver ${flags.driver}`);
  if (flags.images > 1 || flags.poolMode !== 'image') {
    throw new UsageError(
      '--images and --pool-mode are not for drivers: scenarios of theirs have volumes',
    );
  }
  return driverJob(flags);
}

/** What decides which scenarios to run with a driver, and on what. */
export type DriverFlags = Pick<
  CheckFlags,
  | 'driver'
  | 'cinderPath'
  | 'mode'
  | 'seed'
  | 'from'
  | 'runs'
  | 'time'
  | 'shrink'
  | 'retries'
  | 'shard'
  | 'out'
  | 'continue'
  | 'target'
  | 'lab'
  | 'labs'
  | 'ceph'
>;

/** The scenarios that flags ask for, with the driver and on the clusters that they name. @throws UsageError */
export function driverJob(flags: DriverFlags): DriverCheckJob {
  const { driver, seed, from, time, out, target, lab, labs, ceph, shard } = flags;
  const { runs, shrink } = usual[target];
  const modes = modesOf(flags.mode);
  const count = flags.runs ?? (time === undefined ? runs : undefined);
  return {
    driver,
    program: driverCommand(driver, flags.cinderPath),
    choice: { target, lab, labs, ceph, usualLabs: lab === undefined ? usualLabs() : 1 },
    modes,
    ...{ seed, from, out },
    ...(count !== undefined && { runs: count }),
    time: time ?? Number.POSITIVE_INFINITY,
    shrink: flags.shrink ?? shrink,
    asked: { from, ...(count !== undefined && { runs: count }) },
    ...(count !== undefined && { count: sizeIn(shard, from, count) * modes.length }),
    retries: flags.retries ?? defaultsFor[target].retries,
    continuing: flags.continue === true,
    ...(shard && { shard }),
  };
}
