import fc from 'fast-check';
import type { Mode } from '../../model/site.ts';
import { Scenarios } from '../../scenarios/generate/scenarios.ts';
import type { Step } from '../../scenarios/step.ts';
import type { RunRecord } from '../record.ts';
import { run } from '../run.ts';
import type { Schedule, Target } from '../target.ts';
import type { Models } from './models.ts';
import { numberFrom, parseSeed } from './seed.ts';

/** What records call a scenario that was made from its seed. */
export const generated = 'generated';

/** What every run of a campaign is done with. */
export interface Bench {
  readonly target: Target;
  readonly models: Models;
  /** When aborted, a run ends before its next step, and its promise rejects. */
  readonly signal?: AbortSignal;
  /** Called before each step of a run, with its number and how many there are. */
  readonly onStep?: (index: number, of: number) => void;
}

/** A scenario with all that decides how it runs. */
export interface Given {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly mode: Mode;
  readonly seed: string;
  readonly schedule: Schedule;
}

/** The steps that a seed makes. @throws SeedError for a text that is no seed of this version. */
export function scenarioOf(seed: string, models: Models): Step[] {
  const { mode } = parseSeed(seed);
  const scenarios = new Scenarios(models.of(mode), mode);
  return fc.sample(scenarios, { seed: numberFrom(seed), numRuns: 1 }).flat();
}

/** Runs one scenario. Rejects with the signal's reason once that is aborted. */
export function runGiven(given: Given, { target, models, signal, onStep }: Bench) {
  const watch = (index: number) => {
    signal?.throwIfAborted();
    onStep?.(index, given.steps.length);
  };
  return run({ ...given, target, model: models.of(given.mode), onStep: watch });
}

/** Makes the scenario of a seed and runs it. @throws SeedError for a text that is no seed. */
export async function runSeed(seed: string, bench: Bench): Promise<RunRecord> {
  const { mode } = parseSeed(seed);
  const steps = scenarioOf(seed, bench.models);
  return runGiven({ name: generated, steps, mode, seed, schedule: 'free' }, bench);
}
