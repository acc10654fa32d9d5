import { commands } from '../../model/events.ts';
import { isInterruptible, stepOf } from '../../scenarios/events.ts';
import type { Step } from '../../scenarios/step.ts';
import type { Taken } from '../../sim/walker/walker.ts';
import { spelledOut } from '../resolve.ts';

/** So many steps has a walk, before its faults end and it comes to rest. */
export const walkLength = 30;

/** The commands whose client can be killed midway. */
export const interruptibles: ReadonlySet<string> = new Set(
  commands.filter((command) => isInterruptible(stepOf(command))),
);

/** How the text of a seed names a walk: by its number. */
export const walkText = (seed: string, index: number): string => `${seed}#${index}`;

/** Whether the text of a seed names a walk. */
export const isWalk = (text: string): boolean => /#\d+$/.test(text);

/** A walk as a scenario: every step of the daemons stands among the others, and in the end they rest. */
export const walkSteps = (taken: readonly Taken[]): Step[] => [
  ...taken.map(stepTaken),
  { do: 'settle' },
];

function stepTaken({ event, reach, writing }: Taken): Step {
  const step = spelledOut(event);
  if (writing !== undefined && step.do === 'demote') return { ...step, writing: 1 };
  if (reach === undefined) return step;
  if (!isInterruptible(step)) throw new RangeError(`${event} is not interrupted`);
  return { ...step, interrupt: reach };
}
