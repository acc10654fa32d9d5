import { isCommand } from '../../model/events.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { followed } from '../course/followed.ts';
import { inputOf } from '../course/input.ts';
import { inHindsight } from '../oracle/hindsight.ts';
import type { RunRecord, StepRecord } from '../record.ts';
import type { Moment } from './moment.ts';
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
  const { moves, before, allowed } = followed(model, steps, trusting);
  const all = moves.map(({ move }) => move);
  const possible = inHindsight(model, all);
  const moments = before.flatMap((belief, step) => {
    const record = steps[step];
    const first = moves.findIndex((one) => one.step >= step);
    return record === undefined ? [] : momentOf(model, step, record, possible[first] ?? belief);
  });
  return { steps: allowed, moments };
}

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
