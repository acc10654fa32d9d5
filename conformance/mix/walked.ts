import type { Stepper } from '../../model/stepper.ts';
import { inputOf } from '../course/input.ts';
import { walk } from '../course/walk.ts';
import type { RunRecord } from '../record.ts';
import type { Moment } from './moment.ts';
import { strikes } from './tables.ts';

/**
 * What a run of a simulated pair met, by its way through the model. @throws OutputError where the model
 * does not go that way: another version's record.
 */
export function walked(model: Stepper, record: RunRecord): Moment[] {
  const moments: Moment[] = [];
  for (const leg of walk(model, record)) {
    const step = record.steps[leg.step];
    const event = leg.event === undefined && step !== undefined ? inputOf(step) : undefined;
    if (step === undefined || event === undefined || !strikes(event, leg.to !== leg.from)) continue;
    moments.push({ step: leg.step, event, answer: step.answer, states: [model.view(leg.from)] });
  }
  return moments;
}
