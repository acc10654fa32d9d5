import type { Step } from '../../scenarios/step.ts';
import type { RunRecord } from '../record.ts';
import { resolve } from '../resolve.ts';
import {
  mirrored,
  moved,
  settledStretches,
  simplerSteps,
  spelledOut,
  withoutPairs,
  withoutParts,
} from './candidates.ts';
import { compareCost } from './cost.ts';

/** Runs candidate steps with their schedule spelled out. */
export type Probe = (steps: readonly Step[], schedule: 'explicit') => Promise<RunRecord>;

/** How far to go. */
export interface ShrinkOptions {
  /** How many candidates to run at most. */
  readonly budget: number;
  /** Whether the target's daemons do just what the steps spell out. */
  readonly exact: boolean;
  /** Finds the simplest run there is, no longer than the one given, where that can be searched for. */
  readonly simplest?: (given: readonly Step[]) => readonly Step[] | undefined;
  /** Told what was reached, each time that something simpler was found. */
  readonly onProgress?: (text: string) => void;
}

/** For a target whose daemons cannot be told what to do: the steps alone. */
const stepsOnly = [withoutParts, simplerSteps, withoutPairs, mirrored];

/** For one whose schedule is spelled out. */
const withSchedule = [
  withoutParts,
  settledStretches,
  simplerSteps,
  withoutPairs,
  spelledOut,
  mirrored,
  moved,
];

/**
 * Reduces a failure to the simplest run that fails in the same way (same promise, same kind of
 * observation): by steps, by faults, by spelled-out daemon steps, at last by text, so that one fault
 * comes down to one form. Every candidate is run; what does not fail in the same way is dropped.
 */
export async function shrink(
  failure: RunRecord,
  probe: Probe,
  { budget, exact, simplest, onProgress }: ShrinkOptions,
): Promise<RunRecord> {
  let best = failure;
  let steps = resolve(failure);
  let left = budget;
  const tried = new Set<string>();

  /** Takes a candidate if it is simpler and fails in the same way. */
  const improves = async (candidate: readonly Step[]): Promise<boolean> => {
    const key = JSON.stringify(candidate);
    if (candidate.length === 0 || tried.has(key)) return false;
    tried.add(key);
    left -= 1;
    const record = await probe(candidate, 'explicit');
    if (!failsAlike(record, failure)) return false;
    const ran = candidate.slice(0, record.steps.length);
    if (compareCost(ran, steps) >= 0) return false;
    best = record;
    steps = ran;
    onProgress?.(`${steps.length} steps`);
    return true;
  };

  /** The simplest run there is that fails in the same way, where it can be found. */
  const found = async (): Promise<RunRecord | undefined> => {
    const simplestOfAll = simplest?.(steps);
    if (simplestOfAll === undefined || compareCost(simplestOfAll, steps) > 0) return undefined;
    const record = await probe(simplestOfAll, 'explicit');
    return failsAlike(record, failure) ? record : undefined;
  };

  if (!(await reproduces(steps, probe, failure))) return failure;
  const atOnce = await found();
  if (atOnce !== undefined) return atOnce;
  for (let improved = true; improved && left > 0; ) {
    improved = false;
    for (const pass of exact ? withSchedule : stepsOnly) {
      if (
        await exhaust(
          pass,
          () => steps,
          improves,
          () => left > 0,
        )
      )
        improved = true;
    }
  }
  return (await found()) ?? best;
}

/**
 * What a failure is one of: its cause where the target can be looked into, else the promise broken
 * and the kind of observation that showed it. Undefined for a run that did not fail.
 */
export function kindOf({ verdict, cause }: RunRecord): string | undefined {
  if (verdict.kind !== 'fail') return undefined;
  return cause ?? `${verdict.code} ${verdict.aspect}`;
}

/** Whether two runs failed in the same way. */
export const failsAlike = (one: RunRecord, other: RunRecord): boolean =>
  kindOf(one) !== undefined && kindOf(one) === kindOf(other);

async function reproduces(steps: readonly Step[], probe: Probe, failure: RunRecord) {
  const again = await probe(steps, 'explicit');
  return failsAlike(again, failure);
}

/** Repeats a pass, from what it has reached, until it finds nothing simpler. */
async function exhaust(
  pass: (steps: readonly Step[]) => Iterable<readonly Step[]>,
  current: () => readonly Step[],
  improves: (candidate: readonly Step[]) => Promise<boolean>,
  more: () => boolean,
): Promise<boolean> {
  let improved = false;
  for (let again = true; again && more(); ) {
    again = false;
    for (const candidate of pass(current())) {
      if (!more()) break;
      if (await improves(candidate)) {
        again = true;
        break;
      }
    }
    improved ||= again;
  }
  return improved;
}
