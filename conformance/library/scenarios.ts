import type fc from 'fast-check';
import type { Mode, PoolMode } from '../../model/site.ts';
import { Scenarios } from '../../scenarios/generate/scenarios.ts';
import { placeIn, type Scenario } from '../../scenarios/scenario.ts';
import type { Step } from '../../scenarios/step.ts';
import { Models } from '../campaign/models.ts';
import { type Bench, type OnStep, runGiven, runSeed as runSeedOn } from '../campaign/run.ts';
import { UsageError } from '../campaign/usage.ts';
import type { RunRecord } from '../record.ts';
import type { Target } from '../target.ts';
import { simTarget } from '../targets/sim.ts';

/** What a scenario has to say to be run: one that was read from a file, or one made on the spot. */
export interface Runnable extends Pick<Partial<Scenario>, 'namespace' | 'pool-mode'> {
  readonly name: string;
  readonly steps: readonly Step[];
  /** Those that it is for; both, if left out. */
  readonly modes?: readonly Mode[];
}

/** What a scenario is run on, and how. */
export interface RunOptions {
  /** The simulated pair as it is specified, if left out. */
  readonly target?: Target;
  /** Ends a run before its next step. */
  readonly signal?: AbortSignal;
  /** Called before each step. */
  readonly onStep?: OnStep;
}

const models = new Models();

/** Scenarios for a mirrored pair, as a fast-check arbitrary: those that `check` runs. */
export const scenarios = (
  mode: Mode,
  poolMode: PoolMode = 'image',
): fc.Arbitrary<readonly Step[]> => new Scenarios(models.of({ mode, poolMode }), mode, poolMode);

/**
 * Runs a scenario, and judges it. The seed decides when daemons act, where the target is simulated. @throws UsageError
 * where the scenario is not for the mode; rejects with the reason of `signal` once that is aborted.
 */
export function runScenario(
  scenario: Runnable,
  { mode, seed, ...options }: RunOptions & { readonly mode: Mode; readonly seed: string },
): Promise<RunRecord> {
  const { name, steps, modes = [mode] } = scenario;
  if (!modes.includes(mode)) {
    throw new UsageError(`"${name}" is for ${modes.join(' and ')} mode, not for ${mode} mode`);
  }
  const given = { name, steps, mode, seed, schedule: 'free', ...placeIn(scenario) } as const;
  return runGiven(given, benchOf(options));
}

/** Runs the scenario of a seed, and judges it. @throws SeedError */
export const runSeed = (seed: string, options: RunOptions = {}): Promise<RunRecord> =>
  runSeedOn(seed, benchOf(options));

const benchOf = ({ target = simTarget(), ...rest }: RunOptions): Bench => ({
  target,
  models,
  ...rest,
});
