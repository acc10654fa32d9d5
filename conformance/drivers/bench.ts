import fc from 'fast-check';
import type { Mode } from '../../model/site.ts';
import { type VolumeScenarioOptions, volumeScenarios } from '../../scenarios/volumes/generate.ts';
import type { VolumeStep } from '../../scenarios/volumes/step.ts';
import { continuationIn, scheduleSeed } from '../campaign/continuation.ts';
import { generated } from '../campaign/run.ts';
import { numberFrom, seedVersion, volumeVersionOf } from '../campaign/seed.ts';
import { UsageError } from '../campaign/usage.ts';
import type { ClustersSource } from './clusters.ts';
import { Driver } from './driver.ts';
import type { DriverCommand } from './process.ts';
import type { DriverRecord } from './record.ts';
import { runDriver } from './run.ts';

/** The steps that a seed makes. */
export function stepsOf(seed: string, mode: Mode): readonly VolumeStep[] {
  const goesOn = continuationIn(seed);
  const prefix = goesOn && stepsOf(goesOn.base, mode).slice(0, goesOn.steps);
  const amid = volumeVersionOf(seed) > seedVersion;
  return drawn(seed, mode, { amid, ...(prefix && { prefix }) });
}

/** The steps that are drawn by a seed, whatever it says that they go on from. */
export const drawn = (
  seed: string,
  mode: Mode,
  how: VolumeScenarioOptions,
): readonly VolumeStep[] =>
  fc.sample(volumeScenarios(mode, how), { seed: numberFrom(seed), numRuns: 1 }).flat();

/** What a run is to be, beside where it is done. */
export interface Given {
  readonly name: string;
  readonly steps: readonly VolumeStep[];
  readonly mode: Mode;
  readonly seed: string;
  readonly onStep?: (index: number) => void;
}

/** The run of a seed. */
export const givenOf = (seed: string, mode: Mode): Given => ({
  name: generated,
  steps: stepsOf(seed, mode),
  mode,
  seed,
});

/** Where scenarios are run with one driver: clusters, and a driver that is started as it is needed. */
export class DriverBench {
  readonly source: ClustersSource;
  readonly #program: DriverCommand;
  #kept: Driver | undefined;

  constructor(source: ClustersSource, program: DriverCommand) {
    this.source = source;
    this.#program = program;
  }

  /**
   * Runs one scenario on clusters of its own. @throws UsageError where the driver cannot be started, or does not
   * know the mode.
   */
  async run(given: Given): Promise<DriverRecord> {
    const clusters = await this.source.open(scheduleSeed(given.seed), given.mode);
    const driver = this.#kept ?? new Driver(this.#program, clusters);
    if (this.source.keepsDriver) this.#kept = driver;
    try {
      await mustKnow(driver, given.mode);
    } catch (error) {
      await clusters.close([]);
      driver.end();
      throw error;
    }
    try {
      return await runDriver({ ...given, driver, clusters });
    } finally {
      if (!this.source.keepsDriver) driver.end();
    }
  }

  /** Ends the driver, and gives the clusters back. */
  async close(): Promise<void> {
    this.#kept?.end();
    await this.source.close();
  }
}

/** Meets a driver, where that was not done. */
async function mustKnow(driver: Driver, mode: Mode): Promise<void> {
  if (driver.name === '') {
    const met = await driver.meet();
    if (met.kind !== 'ok') throw new UsageError(`the driver does not start: ${met.message}`);
  }
  if (!driver.modes.includes(mode)) {
    const known = driver.modes.join(' and ');
    throw new UsageError(
      `${driver.name} does not mirror in ${mode} mode, only in ${known}: add --mode`,
    );
  }
}
