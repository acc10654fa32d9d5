import { nothing } from '../../model/history.ts';
import type { StatusView } from '../../model/views.ts';
import type { RunRecord, StepRecord } from '../record.ts';
import type { CourseMoment } from './course.ts';
import type { Leg, Way } from './leg.ts';
import { type LinkState, type Situation, situationOf } from './situation.ts';
import { met } from './snapshots.ts';

/** What happened on a way, in order, and how the pair was before and after each of it. */
export interface Told {
  readonly start: Situation;
  readonly moments: readonly CourseMoment[];
}

/** Tells a way that a run took, in the words of those who run clusters. */
export function told(way: Way, record: RunRecord, status: StatusView): Told {
  const { model, legs, ledger, steps } = way;
  const telling = { mode: record.mode, status, ledger };
  const first = model.view(model.initial);
  let link: LinkState = 'up';
  let snapshots = met(nothing, first);
  const start = situationOf(first, link, snapshots, telling);
  const moments = legs.flatMap((leg): CourseMoment[] => {
    const done = record.steps[leg.step];
    if (done === undefined) return [];
    if (leg.event === undefined) link = linkAfter(link, done);
    const state = model.view(leg.to);
    snapshots = met(snapshots, state);
    const after = situationOf(state, link, snapshots, telling);
    return [momentOf(leg, done, leg.step >= steps, after)];
  });
  return { start, moments };
}

function momentOf(
  { step, event }: Leg,
  { step: asked, at, answer, reach, writes }: StepRecord,
  unexplained: boolean,
  after: Situation,
): CourseMoment {
  if (event !== undefined) return { kind: 'daemon', step, event, after };
  return {
    ...{ kind: 'step', step, do: asked, at },
    ...(answer !== undefined && { answer }),
    ...(reach !== undefined && { reach }),
    ...(writes !== undefined && { writes }),
    ...(unexplained && { unexplained }),
    after,
  };
}

function linkAfter(link: LinkState, { step }: StepRecord): LinkState {
  switch (step.do) {
    case 'cut':
    case 'slow':
    case 'lossy':
      return step.do;
    case 'heal':
      return 'up';
    case 'cut-from':
      return link === 'cut' ? 'cut' : `cut from ${step.site}`;
    default:
      return link;
  }
}
