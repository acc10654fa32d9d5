import { closed } from '../../model/belief.ts';
import { nothing } from '../../model/history.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { statusAt } from '../../model/views.ts';
import type { RunRecord, StepRecord } from '../record.ts';
import type { CourseMoment, Difference } from './course.ts';
import { type Followed, followed } from './followed.ts';
import { situationOf } from './situation.ts';
import { met } from './snapshots.ts';

/** How many situations are told of those that were possible. */
const most = 6;

/**
 * How the pair can have been just before a run failed, by the model that it is held to; undefined where
 * it did not fail.
 */
export function differenceIn(
  model: Stepper,
  record: RunRecord,
  moments: readonly CourseMoment[],
): Difference | undefined {
  const { verdict, steps, mode } = record;
  if (verdict.kind !== 'fail') return undefined;
  const { step } = verdict;
  const { before, oracle } = upTo(model, steps.slice(0, step + 1));
  const moment = moments.findIndex((one) => one.kind === 'step' && one.step === step);
  const link = moments.findLast((one) => one.step < step)?.after.link ?? 'up';
  const telling = { mode, status: statusAt, ledger: oracle.ledger };
  const states = before[step] ?? closed(model, []);
  const snapshots = before
    .flatMap((belief) => [...belief])
    .reduce((known, state) => met(known, model.view(state)), nothing);
  const told = (state: StateId) => situationOf(model.view(state), link, snapshots, telling);
  const distinct = new Map([...states].map((state) => [JSON.stringify(told(state)), state]));
  const shown = [...distinct.values()].slice(0, most).map(told);
  return {
    step,
    ...(moment >= 0 && { moment }),
    before: shown,
    more: distinct.size - shown.length,
  };
}

/** Takes a pair that looked settled to have been, unless the model goes along less far then. */
function upTo(model: Stepper, steps: readonly StepRecord[]): Followed {
  const trusting = followed(model, steps, true);
  return trusting.before.length === steps.length ? trusting : followed(model, steps, false);
}
