import { stringify } from 'yaml';
import type { Scenario } from './scenario.ts';
import { type Step, stepSchema } from './step.ts';

function formatStep(step: Step): string | Record<string, unknown> {
  if (!('site' in step)) return step.do;
  const { do: name, site, ...fields } = step;
  // What the vocabulary would fill in by itself is left out.
  const filledIn = stepSchema.safeParse({ do: name, site }).data ?? {};
  const plain = new Map<string, unknown>(Object.entries(filledIn));
  const told = Object.entries(fields).filter(([key, value]) => value !== plain.get(key));
  return { [name]: site, ...Object.fromEntries(told) };
}

/** Writes a scenario as YAML; reading the text gives the same scenario. */
export function formatScenario(scenario: Scenario): string {
  const { name, about, bug, modes, namespace, 'pool-mode': poolMode, schedule, steps } = scenario;
  const file = {
    scenario: name,
    ...(about === undefined ? {} : { about }),
    ...(bug === undefined ? {} : { bug }),
    modes,
    ...(namespace === undefined ? {} : { namespace }),
    ...(poolMode === undefined ? {} : { 'pool-mode': poolMode }),
    ...(schedule === undefined ? {} : { schedule }),
    steps: steps.map(formatStep),
  };
  return stringify(file, { schema: 'core' });
}
