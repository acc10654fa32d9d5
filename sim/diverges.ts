import { isInternal, type PairEvent } from '../model/events.ts';
import type { StateId } from '../model/stepper.ts';
import type { Space } from './space.ts';

/** One event of a run, and the states it led from and to. */
export type Stride = { readonly event: PairEvent; readonly from: StateId; readonly to: StateId };

/**
 * Whether a stride of a pair is not what is specified. As long as none is, what the pair is in is among
 * the states that an oracle holds for possible, and nothing that it shows can contradict.
 */
export function diverges(space: Space, specified: Space, { event, from, to }: Stride): boolean {
  const start = specified.adopt(space, from);
  const end = specified.after(start, event);
  if (end === undefined || !specified.isSame(end, space, to)) return true;
  return !isInternal(event) && space.outcome(from, event) !== specified.outcome(start, event);
}
