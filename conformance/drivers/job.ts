import type { Mode } from '../../model/site.ts';
import type { CheckFlags, RunFlags } from '../campaign/jobs.ts';
import { defaultsFor, modesOf, usualLabs } from '../campaign/options.ts';
import { type Places, placesIn } from '../campaign/places.ts';
import { planned } from '../campaign/plan.ts';
import { volumeSeedVersion } from '../campaign/seed.ts';
import { isIn, type Shard, sizeIn } from '../campaign/shard.ts';
import type { TargetChoice } from '../campaign/target.ts';
import { UsageError } from '../campaign/usage.ts';
import type { Asked } from '../output/summary.ts';
import { type Given, givenOf } from './bench.ts';
import { driverCommand } from './choice.ts';
import { readVolumeFiles, volumeRuns } from './named.ts';
import type { DriverBase } from './onward.ts';
import type { DriverCommand } from './process.ts';

/** Which scenarios to run with a driver, and on what. */
export interface DriverCheckJob {
  readonly command: 'check' | 'run' | 'compare';
  /** What a user calls the driver. */
  readonly driver: string;
  readonly program: DriverCommand;
  readonly choice: TargetChoice;
  readonly modes: readonly Mode[];
  readonly seed: string;
  readonly from: number;
  /** How many in each mode; without end, if left out. */
  readonly runs?: number;
  /** The runs, where a user named them; those of the seed, if left out. */
  readonly named?: readonly Given[];
  /** The run that all of them go on from, and how many there are; in the place of those. */
  readonly onward?: { readonly base: DriverBase; readonly count: number };
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
  /** Whether the findings that an earlier command left in that folder are replayed first; else they are removed. */
  readonly replaying: boolean;
}

/** The runs that a job asks for, in order, but those that are done; without end where it does not say how many. */
export function* driverGivens(job: JobPlan, done: ReadonlySet<string>): Generator<Given> {
  for (const [place, given] of job.named?.entries() ?? []) {
    if (isIn(job.shard, place) && !done.has(given.seed)) yield given;
  }
  if (job.named !== undefined) return;
  const { from, runs, modes, seed: text, shard } = job;
  const plan = {
    ...{ from, modes, seed: text, version: volumeSeedVersion },
    ...(runs !== undefined && { runs: from + runs }),
  };
  for (const { index, mode, seed } of planned(plan)) {
    if (isIn(shard, index) && !done.has(seed)) yield givenOf(seed, mode);
  }
}

type JobPlan = Pick<DriverCheckJob, 'from' | 'runs' | 'modes' | 'seed' | 'shard' | 'named'>;

/** What is done unless told otherwise. */
const usual = { sim: { runs: 500, shrink: 150 }, ceph: { runs: 4, shrink: 0 } } as const;

/** What of `check` is for operators only: it is about one image, or about how it is mirrored. */
const operatorsOnly = ['toward', 'twice', 'strict'] as const;

/** The campaign with a driver that the flags ask for. @throws UsageError */
export function driverCheckJob(flags: CheckFlags): DriverCheckJob {
  mustBeFor(flags, operatorsOnly);
  if (flags.images > 1 || flags.poolMode !== 'image') {
    throw new UsageError(
      '--images and --pool-mode are not for drivers: scenarios of theirs have volumes',
    );
  }
  return driverJob('check', flags);
}

/** What of `run` is for operators only. */
const runsOfOperators = ['strict'] as const;

/** The campaign of files of volumes that the flags ask for, and where their steps stand. @throws UsageError */
export function driverRunJob(
  files: readonly string[],
  flags: DriverRunFlags,
): { readonly job: DriverCheckJob; readonly places: Places } {
  mustBeFor(flags, runsOfOperators);
  const filed = readVolumeFiles(files);
  const scenarios = filed.map(({ scenario }) => scenario);
  const { seed, repeat, mode } = flags;
  const named = volumeRuns({ scenarios, modes: modesOf(mode), seed, repeat });
  if (named.length === 0) throw new UsageError(`none of these scenarios is for ${mode} mode`);
  const asked = { scenarios: scenarios.map(({ name }) => name), repeat };
  const job = driverJob('run', { ...flags, from: 0, shrink: 0 }, named);
  return { job: { ...job, asked }, places: placesIn(filed) };
}

/** What users can say about `run` with a driver. */
export type DriverRunFlags = RunFlags & Pick<DriverFlags, 'driver' | 'cinderPath'>;

function mustBeFor<Name extends string>(
  flags: Partial<Record<Name, unknown>> & { readonly driver: string },
  operators: readonly Name[],
): void {
  const given = operators.find((name) => flags[name] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is not for --driver ${flags.driver}`);
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
  | 'fresh'
  | 'target'
  | 'with'
  | 'lab'
  | 'labs'
  | 'ceph'
>;

/**
 * The runs that flags ask for, with the driver and on the clusters that they name: those that a user named, or else
 * those of the seed. @throws UsageError
 */
export function driverJob(
  command: DriverCheckJob['command'],
  flags: DriverFlags,
  named?: readonly Given[],
): DriverCheckJob {
  const { driver, seed, from, time, out, target, shard } = flags;
  const { runs, shrink } = usual[target];
  const wanted = modesOf(flags.mode);
  const modes = named ? wanted.filter((one) => named.some(({ mode }) => mode === one)) : wanted;
  const each = named ? undefined : (flags.runs ?? (time === undefined ? runs : undefined));
  const counted = each === undefined ? undefined : sizeIn(shard, from, each) * modes.length;
  return {
    ...{ command, driver, modes, seed, from, out },
    program: driverCommand(driver, flags.cinderPath),
    choice: choiceOf(flags, named?.length),
    ...(each !== undefined && { runs: each }),
    ...(named && { named }),
    time: time ?? Number.POSITIVE_INFINITY,
    shrink: flags.shrink ?? shrink,
    asked: { from, ...(each !== undefined && { runs: each }) },
    count: named ? sizeIn(shard, 0, named.length) : counted,
    retries: flags.retries ?? defaultsFor[target].retries,
    continuing: flags.continue === true,
    replaying: flags.fresh !== true && command !== 'compare',
    ...(shard && { shard }),
  };
}

/** On which clusters to run, with no more labs than there are runs. */
function choiceOf(flags: DriverFlags, runs = Number.POSITIVE_INFINITY): TargetChoice {
  const { target, with: behaviour, lab, labs, ceph } = flags;
  const usualOnes = lab === undefined ? Math.min(usualLabs(), runs) : 1;
  const limited = labs && Math.min(labs, runs);
  return { target, with: behaviour, lab, labs: limited, ceph, usualLabs: usualOnes };
}
