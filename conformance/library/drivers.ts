import type { Mode } from '../../model/site.ts';
import type { VolumeStep } from '../../scenarios/volumes/step.ts';
import { parseSeed } from '../campaign/seed.ts';
import type { TargetChoice } from '../campaign/target.ts';
import { type Given, givenOf } from '../drivers/bench.ts';
import type { DriverRecord } from '../drivers/record.ts';
import { replayDriver } from '../drivers/replay.ts';

/** A driver, and the clusters that it is put before. */
export interface DriverRun {
  /** A name that `--driver` takes, or a command that speaks the driver protocol. */
  readonly driver: string;
  /** A source tree of Cinder's, in place of the installed one. */
  readonly cinderPath?: string;
  /** The simulated clusters, if left out. */
  readonly on?: TargetChoice;
}

/** Runs steps of volumes with a driver, and judges it. @throws UsageError where it does not start. */
export const runDriverScenario = (
  steps: readonly VolumeStep[],
  { mode, seed = 'library', ...how }: DriverRun & { readonly mode: Mode; readonly seed?: string },
): Promise<DriverRecord> => run({ name: 'a scenario', steps, mode, seed }, how);

/** Runs the scenario of a seed with a driver, and judges it. @throws SeedError, UsageError */
export async function runDriverSeed(seed: string, how: DriverRun): Promise<DriverRecord> {
  const { mode } = parseSeed(seed);
  return run(givenOf(seed, mode), how);
}

async function run(given: Given, { driver, cinderPath, on }: DriverRun): Promise<DriverRecord> {
  const choice = { ...on, ...(cinderPath !== undefined && { cinderPath }) };
  return (await replayDriver({ driver, given }, choice, () => undefined)).record;
}
