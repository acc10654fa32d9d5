import { closed } from '../../model/belief.ts';
import { nothing } from '../../model/history.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { statusAt } from '../../model/views.ts';
import type { RunRecord } from '../record.ts';
import type { CourseMoment, Difference } from './course.ts';
import { followed } from './followed.ts';
import { type LinkState, type Situation, situationOf } from './situation.ts';
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
  const { before, oracle } = followed(model, steps.slice(0, step + 1), false);
  const moment = moments.findIndex((one) => one.kind === 'step' && one.step === step);
  const link = moments.findLast((one) => one.step < step)?.after.link ?? 'up';
  const telling = { mode, status: statusAt, ledger: oracle.ledger };
  const told = (state: StateId) => situationIn(model, state, link, telling);
  const states = before[step] ?? closed(model, []);
  const distinct = new Map([...states].map((state) => [JSON.stringify(told(state)), state]));
  const shown = [...distinct.values()].slice(0, most).map(told);
  return {
    step,
    ...(moment >= 0 && { moment }),
    before: shown,
    more: distinct.size - shown.length,
  };
}

function situationIn(
  model: Stepper,
  state: StateId,
  link: LinkState,
  telling: Parameters<typeof situationOf>[3],
): Situation {
  const view = model.view(state);
  return situationOf(view, link, met(nothing, view), telling);
}
