import { eventsMax } from '../model/history.ts';
import { interruptOf } from './events.ts';
import { type Step, writingMax } from './step.ts';
import type { Locate } from './yaml-locate.ts';
import type { Finding } from './yaml-place.ts';

const recording: readonly string[] = [
  'clone',
  'enable',
  'snapshot',
  'promote',
  'demote',
  'journaling-on',
  'restore',
];

/** How many events a step adds to the image's history, if it is not refused. */
function eventsOf(step: Step): number {
  if (step.do === 'write') return step.blocks;
  if (step.do === 'demote' && step.writing !== undefined) return 1 + writingMax;
  // What may have happened takes up a number, also where it records nothing.
  return Number(recording.includes(step.do) || interruptOf(step) !== undefined);
}

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
