import type { PairContext } from './context.ts';
import { type History, newest, nothing, only } from './history.ts';
import { isClone, snapshotsIn } from './shape.ts';
import type { Site } from './site.ts';

/**
 * What holds an image to the parent that it was cloned from. The clone is an event of its history,
 * and so is the end of it, the flatten; so a copy is a clone as soon as its source was.
 */

/** The users' snapshots that were taken before the image was flattened: they still have a parent. */
const olderSnapshots = ({ edits }: PairContext, history: History): History =>
  snapshotsIn(edits, history) & (only(newest(history & edits.flatten)) - 1);

/** Whether the parent is in use: by the image, or by what there is of its time as a clone. */
export function holdsParent(context: PairContext, site: Site): boolean {
  const { edits } = context;
  const { history, pins } = context[site];
  if ((history & edits.clone) === nothing) return false;
  if (isClone(edits, history) || olderSnapshots(context, history) !== nothing) return true;
  return pins !== nothing && (history & context.demotions) === nothing;
}

/**
 * Whether mirror snapshots of its time as a clone may be there or not: since a demotion, when they go
 * depends on the release.
 */
export const mayHoldParent = (context: PairContext, site: Site): boolean =>
  context[site].pins !== nothing && !holdsParent(context, site);
