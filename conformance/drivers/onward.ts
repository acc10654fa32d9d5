import { continued, continuedSteps } from '../campaign/continuation.ts';
import { generated } from '../campaign/run.ts';
import { drawn, type Given, givenOf } from './bench.ts';
import type { DriverRecord } from './record.ts';

/** A run with a driver that others go on from. */
export interface DriverBase {
  readonly given: Given;
  /** Its steps are those that its seed makes. */
  readonly ofSeed?: true;
}

/**
 * The run of this number that goes on from another one after so many of its steps, in a way of its own. Up to there
 * it is scheduled as that one was.
 */
export function onwardDriven({ given, ofSeed }: DriverBase, steps: number, number: number): Given {
  const { mode } = given;
  if (ofSeed) return givenOf(continued(given.seed, steps, number), mode);
  const seed = continuedSteps(given.seed, steps, number);
  const all = drawn(seed, mode, { prefix: given.steps.slice(0, steps) });
  return { name: generated, steps: all, mode, seed };
}

/** How many steps of a run were done before anything was found: all of them, where nothing was. */
export function stepsBeforeFindings({ verdict, steps }: DriverRecord): number {
  if (verdict.kind === 'inconclusive') return verdict.step;
  if (verdict.kind === 'pass') return steps.length;
  return Math.min(...verdict.findings.map(({ step }) => step));
}
