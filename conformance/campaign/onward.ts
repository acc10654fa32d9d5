import fc from 'fast-check';
import { Scenarios } from '../../scenarios/generate/scenarios.ts';
import { continuedSteps } from './continuation.ts';
import type { Models } from './models.ts';
import { type Given, generated } from './run.ts';
import { numberFrom } from './seed.ts';

/**
 * The run of this number that goes on from another one after so many of its steps, in a way of its own. Up to there
 * it is scheduled as that one was.
 */
export function onward(base: Given, steps: number, number: number, models: Models): Given {
  const { mode, poolMode, schedule } = base;
  const seed = continuedSteps(base.seed, steps, number);
  const prefix = base.steps.slice(0, steps);
  const scenarios = new Scenarios(models.of(base), mode, poolMode, { prefix });
  const all = fc.sample(scenarios, { seed: numberFrom(seed), numRuns: 1 }).flat();
  return {
    ...{ ...base, name: generated, seed, steps: all },
    ...(schedule === 'explicit' && { freeFrom: prefix.length }),
  };
}
