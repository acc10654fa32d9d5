import type { Belief, Move } from '../../model/belief.ts';
import { isCommand } from '../../model/events.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { withinBound } from '../oracle/bound.ts';
import { inHindsight } from '../oracle/hindsight.ts';
import { Oracle } from '../oracle/oracle.ts';
import type { RunRecord, StepRecord } from '../record.ts';
import { follow } from '../rejudge.ts';
import { inputOf, type Moment } from './moment.ts';
import { strikes } from './tables.ts';

/** A run on real clusters as one model sees it. */
export interface Judged {
  /** How many of its steps the model allows, from the first one on. */
  readonly steps: number;
  readonly moments: readonly Moment[];
}

/**
 * What a run on real clusters can have met, if a model is right: judged anew, and then looked back at. If
 * `trusting`, a pair that looked settled is taken to have been.
 */
export function judged(model: Stepper, { steps }: RunRecord, trusting: boolean): Judged {
  const moves: Move[] = [];
  const oracle = new Oracle(model, undefined, undefined, (move) => moves.push(move));
  const marks: { readonly step: number; readonly move: number; readonly belief: Belief }[] = [];
  let allowed = 0;
  for (const [step, record] of steps.entries()) {
    marks.push({ step, move: moves.length, belief: oracle.belief });
    if (!allows(oracle, trusting ? takenAtItsWord(record) : record)) break;
    allowed += 1;
  }
  const possible = inHindsight(model, moves);
  const moments = marks.flatMap(({ step, move, belief }) => {
    const record = steps[step];
    return record === undefined ? [] : momentOf(model, step, record, possible[move] ?? belief);
  });
  return { steps: allowed, moments };
}

const takenAtItsWord = (record: StepRecord): StepRecord =>
  record.step.do === 'settle' ? { ...record, idle: true } : record;

const allows = (oracle: Oracle, record: StepRecord): boolean =>
  withinBound(() => follow(oracle, record) === undefined) ?? false;

function momentOf(
  model: Stepper,
  step: number,
  record: StepRecord,
  possible: Iterable<StateId>,
): Moment[] {
  const event = inputOf(record);
  if (event === undefined) return [];
  const states = [...possible];
  const changes = !isCommand(event) && states.some((state) => model.fault(state, event) !== state);
  if (!strikes(event, changes)) return [];
  return [{ step, event, answer: record.answer, states: states.map((state) => model.view(state)) }];
}
