import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Mode } from '../../model/site.ts';
import { placeIn, type Scenario } from '../../scenarios/scenario.ts';
import { readScenario, ScenarioError } from '../../scenarios/yaml.ts';
import type { RunRecord } from '../record.ts';
import { triedAgain } from './again.ts';
import { atOnce } from './at-once.ts';
import { type Bench, type Given, runGiven } from './run.ts';
import { isIn, type Shard } from './shard.ts';
import { UsageError } from './usage.ts';

/**
 * Reads scenario files; a folder stands for all scenario files in it. @throws UsageError with
 * everything that is wrong in any of them, a line for each problem.
 */
export const readScenarioFiles = (paths: readonly string[]): Filed<Scenario>[] =>
  readFiles(paths, readScenario);

/** The same with files of any kind of scenario, each read by `read`, which throws a ScenarioError. */
export function readFiles<Kind>(
  paths: readonly string[],
  read: (file: string) => Kind,
): Filed<Kind>[] {
  const scenarios: Filed<Kind>[] = [];
  const broken: string[] = [];
  for (const file of paths.flatMap(filesIn)) {
    try {
      scenarios.push({ scenario: read(file), file });
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      broken.push(error.message);
    }
  }
  if (broken.length > 0) throw new UsageError(broken.join('\n'));
  return scenarios;
}

/** The scenarios of files alone; see {@link readScenarioFiles}. */
export const readScenarios = (paths: readonly string[]): Scenario[] =>
  readScenarioFiles(paths).map(({ scenario }) => scenario);

/** A scenario, and where it was read. */
export interface Filed<Kind> {
  readonly scenario: Kind;
  readonly file: string;
}

function filesIn(path: string): string[] {
  if (path === '') throw new UsageError('the path of a scenario file has at least one character');
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const files = readdirSync(path).filter((name) => /\.ya?ml$/.test(name));
  if (files.length > 0) return files.sort().map((name) => join(path, name));
  throw new UsageError(`${path}: no scenario files (*.yaml) in this folder`);
}

/** Which scenarios to run, how often, and in which modes. */
export interface FileRuns extends Bench {
  readonly scenarios: readonly Scenario[];
  /** The modes to run in, of those that a scenario names. */
  readonly modes: readonly Mode[];
  readonly seed: string;
  /** How often each is run, each time with another schedule. */
  readonly repeat: number;
  /** How often a failure is tried again, at most. */
  readonly retries: number;
  /** Which of several parts of them is wanted; all, if left out. */
  readonly shard?: Shard | undefined;
  /** Runs to leave out, by seed: those of an earlier, interrupted command. */
  readonly done?: ReadonlySet<string>;
}

/** Runs named scenarios, each in its modes, and gives out the record of each run as it finishes. */
export async function* runFiles(runs: FileRuns): AsyncGenerator<RunRecord> {
  const { signal, target, done, retries } = runs;
  const lanes = () => target.lanes;
  yield* atOnce(leftOf(runs, done), { lanes, signal }, async (given, stop) => {
    const run = () => runGiven(given, { ...runs, signal: stop });
    return triedAgain(await run(), retries, run);
  });
}

function* leftOf(runs: FileRuns, done?: ReadonlySet<string>): Generator<Given> {
  for (const given of givenRuns(runs)) if (!done?.has(given.seed)) yield given;
}

/** Every run that is asked for. */
export function* givenRuns(runs: WhichRuns): Generator<Given> {
  for (const [place, given] of [...allRuns(runs)].entries()) {
    if (isIn(runs.shard, place)) yield given;
  }
}

type WhichRuns = Pick<FileRuns, 'scenarios' | 'modes' | 'seed' | 'repeat' | 'shard'>;

function* allRuns(which: WhichRuns): Generator<Given> {
  for (const { scenario, mode, seed } of timesOf(which)) {
    const { name, steps, schedule = 'free' } = scenario;
    yield { name, steps, mode, seed, schedule, ...placeIn(scenario) };
  }
}

/** Named scenarios of any kind, so often and in those of the modes that each is for. */
export function* timesOf<Named extends Pick<Scenario, 'name' | 'modes'>>({
  scenarios,
  modes,
  seed,
  repeat,
}: {
  readonly scenarios: readonly Named[];
  readonly modes: readonly Mode[];
  readonly seed: string;
  readonly repeat: number;
}): Generator<{ readonly scenario: Named; readonly mode: Mode; readonly seed: string }> {
  for (let time = 0; time < repeat; time += 1) {
    for (const scenario of scenarios) {
      for (const mode of modes.filter((wanted) => scenario.modes.includes(wanted))) {
        // No seed of a generated scenario: it names the schedule, not the steps.
        yield { scenario, mode, seed: `run-${mode}-${slug(scenario.name)}-${seed}.${time}` };
      }
    }
  }
}

/** A name as a part of a seed, or of the name of a file. */
export const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
