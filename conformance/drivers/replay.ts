import { basename } from 'node:path';
import { readVolumes } from '../../scenarios/volumes/yaml.ts';
import { parseSeed } from '../campaign/seed.ts';
import { choiceFrom, type Say, type TargetChoice } from '../campaign/target.ts';
import type { Given } from './bench.ts';
import { givenOf } from './bench.ts';
import { type DriverBundle, readDriverBundle } from './bundle.ts';
import { driverCommand } from './choice.ts';
import { withBenches } from './open.ts';
import type { DriverRecord } from './record.ts';
import { shows } from './shrink.ts';

/** Which driver to replay with, and on what. */
export interface DriverReplayChoice extends Partial<TargetChoice> {
  readonly driver?: string;
  readonly cinderPath?: string;
}

/** A run with a driver that is to be done again. */
export interface DriverReplayable {
  readonly driver: string;
  readonly given: Given;
  readonly bundle?: DriverBundle;
}

/**
 * What a user gave to be replayed with a driver: a seed or a file of volumes, with `--driver`, or a bundle of a
 * driver's run; undefined for anything else. @throws BundleError, SeedError, ScenarioError
 */
export function readDriverReplayable(
  text: string,
  { driver }: DriverReplayChoice,
): DriverReplayable | undefined {
  const bundle = readDriverBundle(text);
  if (bundle !== undefined) {
    const { seed, mode, steps } = bundle;
    return {
      driver: driver ?? bundle.driver,
      given: { name: 'a bundle', steps, mode, seed },
      bundle,
    };
  }
  if (driver === undefined || driver === 'operator') return undefined;
  if (/\.ya?ml$/.test(text)) {
    const { volumes: name, steps, modes } = readVolumes(text);
    const [mode = 'journal'] = modes;
    return { driver, given: { name, steps, mode, seed: basename(text) } };
  }
  const { mode } = parseSeed(text);
  return { driver, given: givenOf(text, mode) };
}

/** What a replay came to: its record, and for a bundle whether its finding shows. */
export interface DriverReplayed {
  readonly record: DriverRecord;
  readonly again?: boolean;
}

/** Simulated clusters behave as those of the bundle did, unless it is said on what to run. */
const behaving = (choice: DriverReplayChoice, bundle?: DriverBundle): Partial<TargetChoice> =>
  bundle === undefined || choice.target !== undefined
    ? {}
    : { with: choiceFrom(bundle.target).with };

/** Runs it again, on clusters that are opened for this. Rejects with Interrupted after Ctrl-C. */
export function replayDriver(
  { driver, given, bundle }: DriverReplayable,
  choice: DriverReplayChoice,
  say: Say,
): Promise<DriverReplayed> {
  const asked = {
    program: driverCommand(driver, choice.cinderPath),
    choice: { ...behaving(choice, bundle), ...choice, target: choice.target ?? 'sim' },
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
