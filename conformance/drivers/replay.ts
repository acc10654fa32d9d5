import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { readVolumes } from '../../scenarios/volumes/yaml.ts';
import { baseOf, type Continuation, continuationIn } from '../campaign/continuation.ts';
import { parseSeed } from '../campaign/seed.ts';
import { choiceFrom, type Say, type TargetChoice } from '../campaign/target.ts';
import { UsageError } from '../campaign/usage.ts';
import { readLine } from '../pasted.ts';
import { knownSeed, pasted } from '../replay.ts';
import { givenOf } from './bench.ts';
import { type DriverBundle, readDriverBundle } from './bundle.ts';
import { driverCommand } from './choice.ts';
import { type DriverBase, onwardDriven } from './onward.ts';
import { withBenches } from './open.ts';
import type { DriverRecord } from './record.ts';
import { driverRecordSchema } from './schema.ts';
import { shows } from './shrink.ts';

/** Which driver to replay with, and on what. */
export interface DriverReplayChoice extends Partial<TargetChoice> {
  readonly driver?: string;
  readonly cinderPath?: string;
}

/** A run with a driver that is to be done again. */
export interface DriverReplayable extends DriverBase {
  readonly driver: string;
  /** What it was run on before. */
  readonly target?: string;
  readonly bundle?: DriverBundle;
}

/**
 * What a user gave to be replayed with a driver: with `--driver` a seed, a file of volumes, or a line of a driver's
 * `record.jsonl`; or a bundle of a driver's run; or a line of a report with a seed or a bundle. `FILE+4then3` is the
 * run of that number that goes on from that of a file after so many of its steps. Undefined for anything else.
 * @throws BundleError, SeedError, ScenarioError, UsageError
 */
export function readDriverReplayable(
  text: string,
  { driver }: DriverReplayChoice,
): DriverReplayable | undefined {
  const record = readLine(text, driverRecordSchema);
  if (record !== undefined) return recorded(record, driver);
  const { what } = pasted(text);
  const goesOn = existsSync(what) ? undefined : continuationIn(what);
  if (goesOn !== undefined && existsSync(baseOf(what))) {
    const base = readDriverReplayable(goesOn.base, { ...(driver !== undefined && { driver }) });
    return base && goingOn(base, goesOn);
  }
  const bundle = readDriverBundle(what);
  if (bundle !== undefined) {
    const { seed, mode, steps, target } = bundle;
    const given = { name: 'a bundle', steps, mode, seed };
    return { driver: driver ?? bundle.driver, given, target, bundle };
  }
  if (driver === undefined || driver === 'operator') return undefined;
  if (/\.ya?ml$/.test(what)) {
    const { volumes: name, steps, modes } = readVolumes(what);
    const [mode = 'journal'] = modes;
    return { driver, given: { name, steps, mode, seed: basename(what) } };
  }
  const { mode } = parseSeed(knownSeed(what));
  return { driver, given: givenOf(what, mode), ofSeed: true };
}

function goingOn(base: DriverReplayable, { steps, number }: Continuation): DriverReplayable {
  const { driver, target } = base;
  const given = onwardDriven(base, steps, number);
  return { driver, given, ...(target !== undefined && { target }) };
}

function recorded(
  { seed, mode, target, steps }: DriverRecord,
  driver: string | undefined,
): DriverReplayable {
  if (driver === undefined) {
    throw new UsageError(`this is the record of a run with a driver: say which with --driver`);
  }
  const given = { name: 'a record', steps: steps.map(({ step }) => step), mode, seed };
  return { driver, given, target };
}

/** What a replay came to: its record, and for a bundle whether its finding shows. */
export interface DriverReplayed {
  readonly record: DriverRecord;
  readonly again?: boolean;
}

/** Simulated clusters behave as those that it was run on did, unless it is said on what to run. */
export const behaving = (choice: DriverReplayChoice, target?: string): Partial<TargetChoice> =>
  target === undefined || choice.target !== undefined ? {} : { with: choiceFrom(target).with };

/** Runs it again, on clusters that are opened for this. Rejects with Interrupted after Ctrl-C. */
export function replayDriver(
  { driver, given, bundle, target }: DriverReplayable,
  choice: DriverReplayChoice,
  say: Say,
): Promise<DriverReplayed> {
  const asked = {
    program: driverCommand(driver, choice.cinderPath),
    choice: { ...behaving(choice, target), ...choice, target: choice.target ?? 'sim' },
    modes: [given.mode],
    lanes: 1,
  };
  return withBenches(asked, say, async (benches, signal) => {
    const [bench] = benches.get(given.mode) ?? [];
    if (bench === undefined) throw new TypeError('a bench was opened for this mode');
    const onStep = (index: number) => {
      signal.throwIfAborted();
      say(`step ${index + 1} of ${given.steps.length}`);
    };
    const record = await bench.run({ ...given, onStep });
    return { record, ...(bundle && { again: shows(record, bundle.finding) }) };
  });
}
