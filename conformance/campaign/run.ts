import fc from 'fast-check';
import type { Mode } from '../../model/site.ts';
import { alongWith } from '../../scenarios/generate/convoy.ts';
import { Scenarios } from '../../scenarios/generate/scenarios.ts';
import type { Place } from '../../scenarios/scenario.ts';
import type { Step } from '../../scenarios/step.ts';
import type { RunRecord } from '../record.ts';
import { run } from '../run.ts';
import { specifiedWalkers } from '../simulate/walkers.ts';
import { isWalk, walkSteps } from '../simulate/walks.ts';
import type { Schedule, Target } from '../target.ts';
import { type Continuation, continuationIn } from './continuation.ts';
import type { Models } from './models.ts';
import { cellIn, leaderIn } from './plan.ts';
import { formatSeed, numberFrom, parseSeed } from './seed.ts';

/** What records call a scenario that was made from its seed. */
export const generated = 'generated';

/** Told the number of a step, how many there are, and the seed of the run; and what it waits for, if long. */
export type OnStep = (index: number, of: number, seed: string, waiting?: string) => void;

/** What every run of a campaign is done with. */
export interface Bench {
  readonly target: Target;
  readonly models: Models;
  /** When aborted, a run ends before its next step, and its promise rejects. */
  readonly signal?: AbortSignal;
  /** Called before each step of a run. */
  readonly onStep?: OnStep;
  /** Has the last word on a run: gives back its record, with the verdict that it is to have. */
  readonly review?: (record: RunRecord) => RunRecord;
}

/** A scenario with all that decides how it runs. */
export interface Given extends Place {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly mode: Mode;
  readonly seed: string;
  readonly schedule: Schedule;
  /** The step, from 0, from which daemons act in their own time though the schedule is explicit. */
  readonly freeFrom?: number;
}

/**
 * The steps that a seed makes; a walk depends on who walks: the pair as it is specified, or as a target
 * behaves. @throws SeedError for a text that is no seed of this version.
 */
export function scenarioOf(seed: string, models: Models, walkers = specifiedWalkers): Step[] {
  const { text, ...mirroring } = parseSeed(seed);
  if (isWalk(text)) return walkSteps(walkers(mirroring).walk(seed).taken);
  const { mode, poolMode } = mirroring;
  const goesOn = continuationIn(text);
  if (goesOn !== undefined) return continuationOf(seed, goesOn, models);
  const cell = cellIn(text);
  const scenarios = new Scenarios(models.of(mirroring), mode, poolMode, cell && { cell });
  const stepsOf = (one: string) =>
    fc.sample(scenarios, { seed: numberFrom(one), numRuns: 1 }).flat();
  const convoy = leaderIn(text);
  if (convoy === undefined) return stepsOf(seed);
  const [own, leader] = [convoy.own, convoy.leader].map((alone) =>
    stepsOf(formatSeed({ ...mirroring, text: alone })),
  );
  return alongWith(own ?? [], leader ?? [], models.of(mirroring));
}

/** The steps of a scenario that goes on from another's. */
function continuationOf(seed: string, { base, steps }: Continuation, models: Models): Step[] {
  const mirroring = parseSeed(seed);
  const { mode, poolMode } = mirroring;
  const prefix = scenarioOf(formatSeed({ ...mirroring, text: base }), models).slice(0, steps);
  const scenarios = new Scenarios(models.of(mirroring), mode, poolMode, { prefix });
  return fc.sample(scenarios, { seed: numberFrom(seed), numRuns: 1 }).flat();
}

/** Runs one scenario. Rejects with the signal's reason once that is aborted. */
export async function runGiven(given: Given, bench: Bench): Promise<RunRecord> {
  const { target, models, signal, onStep, review } = bench;
  let at = 0;
  const tell = (waiting?: string) => onStep?.(at, given.steps.length, given.seed, waiting);
  const watch = (index: number) => {
    signal?.throwIfAborted();
    at = index;
    tell();
  };
  const { deviations } = target;
  const actual = deviations.length > 0 ? { actual: models.of(given, deviations) } : {};
  const model = models.of(given);
  const record = await run({ ...given, target, model, ...actual, onStep: watch, onWait: tell });
  return review === undefined ? record : review(record);
}

/** Makes the scenario of a seed and runs it. @throws SeedError for a text that is no seed. */
export async function runSeed(seed: string, bench: Bench): Promise<RunRecord> {
  const { text, ...mirroring } = parseSeed(seed);
  const steps = scenarioOf(seed, bench.models, bench.target.whiteBox?.walkers);
  const schedule = isWalk(text) ? 'explicit' : 'free';
  return runGiven({ name: generated, steps, ...mirroring, seed, schedule }, bench);
}
