import type { Belief, Move } from '../../model/belief.ts';
import type { Stepper } from '../../model/stepper.ts';
import { withinBound } from '../oracle/bound.ts';
import { Oracle } from '../oracle/oracle.ts';
import type { StepRecord } from '../record.ts';
import { follow } from '../rejudge.ts';

/** How a model goes along with a recorded run. */
export interface Followed {
  /** The oracle, where it has got to. */
  readonly oracle: Oracle;
  /** What it took its belief on by, and in which step. */
  readonly moves: readonly { readonly step: number; readonly move: Move }[];
  /** What was possible before each step that it was asked about. */
  readonly before: readonly Belief[];
  /** How many of the steps the model allows, from the first one on. */
  readonly allowed: number;
}

/**
 * Judges a recorded run anew, up to the first step that the model does not allow. If `trusting`, a pair
 * that looked settled is taken to have been.
 */
export function followed(
  model: Stepper,
  steps: readonly StepRecord[],
  trusting: boolean,
): Followed {
  const moves: { step: number; move: Move }[] = [];
  const before: Belief[] = [];
  const note = (move: Move) => moves.push({ step: before.length - 1, move });
  const oracle = new Oracle(model, undefined, undefined, note);
  let allowed = 0;
  for (const record of steps) {
    before.push(oracle.belief);
    const taken = trusting ? takenAtItsWord(record) : record;
    if (withinBound(() => follow(oracle, taken) === undefined) !== true) break;
    allowed += 1;
  }
  return { oracle, moves, before, allowed };
}

const takenAtItsWord = (record: StepRecord): StepRecord =>
  record.step.do === 'settle' ? { ...record, idle: true } : record;
