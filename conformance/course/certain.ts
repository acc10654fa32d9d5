import type { Stepper } from '../../model/stepper.ts';
import { Ledger } from '../oracle/ledger.ts';
import { OutputError } from '../output/error.ts';
import type { RunRecord, StepRecord } from '../record.ts';
import type { Leg, Way } from './leg.ts';
import { walk } from './walk.ts';

/** The way that a run of a simulated pair took, as far as the model of this version goes along with it. */
export function certainWay(model: Stepper, record: RunRecord): Way {
  const ledger = new Ledger();
  const legs: Leg[] = [];
  let steps = 0;
  try {
    for (const leg of walk(model, record)) {
      legs.push(leg);
      if (leg.event !== undefined) continue;
      steps += 1;
      const done = record.steps[leg.step];
      if (done !== undefined) note(ledger, done, model.view(leg.from).context.next);
    }
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
  }
  return { model, legs, ledger, steps };
}

/** The writes that a step stamped are the events from `next` on, if they are any. */
function note(ledger: Ledger, { step, answer, writes = [] }: StepRecord, next: number): void {
  const isDone = answer === 'ok' || answer === 'INTERRUPTED' || step.do === 'demote';
  if (!isDone) return;
  for (const [index, write] of writes.entries()) ledger.acknowledge(write, next + index);
}
