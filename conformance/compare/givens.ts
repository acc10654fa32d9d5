import { existsSync, readFileSync } from 'node:fs';
import type { Mode } from '../../model/site.ts';
import { placeOf } from '../../scenarios/scenario.ts';
import type { Step } from '../../scenarios/step.ts';
import { parseBundle } from '../bundle.ts';
import { givenRuns, readScenarios } from '../campaign/files.ts';
import { Models } from '../campaign/models.ts';
import { type Plan, planned } from '../campaign/plan.ts';
import { type Given, generated, scenarioOf } from '../campaign/run.ts';
import { parseSeed } from '../campaign/seed.ts';
import { UsageError } from '../campaign/usage.ts';

/** The scenarios that a plan's seeds make, one at a time. */
export function* givensOf(plan: Plan): Generator<Given> {
  const models = new Models();
  for (const { seed, ...rest } of planned(plan)) {
    const { mode } = rest;
    const steps = scenarioOf(seed, models).map(asItComes);
    yield { name: generated, steps, mode, ...placeOf(rest), seed, schedule: 'free' };
  }
}

/**
 * The scenarios that a user named, each by a seed, the file of a bundle, or a scenario file or a
 * folder of them. @throws SeedError, BundleError or UsageError
 */
export const namedGivens = (texts: readonly string[], modes: readonly Mode[]): Given[] =>
  texts.flatMap((text) => givensFrom(text, modes));

function givensFrom(text: string, modes: readonly Mode[]): Given[] {
  if (!existsSync(text) && !/\.ya?ml$|\.json$|\//.test(text)) {
    const { text: _, ...mirroring } = parseSeed(text);
    const steps = scenarioOf(text, new Models()).map(asItComes);
    return [{ name: generated, steps, ...mirroring, seed: text, schedule: 'free' }];
  }
  if (text.endsWith('.json')) {
    if (!existsSync(text)) throw new UsageError(`${text}: there is no such bundle`);
    const { seed, mode, steps, schedule, ...rest } = parseBundle(readFileSync(text, 'utf8'), text);
    const how = { mode, seed, schedule, ...placeOf(rest) };
    return [{ name: 'a bundle', steps: steps.map(asItComes), ...how }];
  }
  const scenarios = readScenarios([text]);
  return [...givenRuns({ scenarios, modes, seed: '1', repeat: 1 })].map((given) => ({
    ...given,
    steps: given.steps.map(asItComes),
  }));
}

/** A step without what its scenario asks of it: here two targets are compared, not judged by it. */
function asItComes(step: Step): Step {
  if (!('expect' in step)) return step;
  const { expect: _, ...rest } = step;
  return rest;
}
