import { eventsMax } from '../model/history.ts';
import type { Step } from './step.ts';
import type { Locate } from './yaml-locate.ts';
import type { Finding } from './yaml-place.ts';

const recording: readonly string[] = ['enable', 'snapshot', 'promote', 'demote'];

/** How many events a step adds to the image's history, if it is not refused. */
const eventsOf = (step: Step): number =>
  step.do === 'write' ? step.blocks : Number(recording.includes(step.do));

/** What is wrong where steps may add up to more events than the history of an image holds. */
export function tooManyEvents(steps: readonly Step[], locate: Locate): Finding[] {
  let events = 0;
  for (const [index, step] of steps.entries()) {
    events += eventsOf(step);
    if (events <= eventsMax) continue;
    const what = `with this step the scenario has more than ${eventsMax} events to follow`;
    const mend = `keep written blocks, ${recording.join(', ')} together at ${eventsMax} at most`;
    return [{ at: locate(['steps', index]), what, mend }];
  }
  return [];
}
