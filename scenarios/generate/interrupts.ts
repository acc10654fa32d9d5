import { isInterruptible } from '../events.ts';
import type { Step } from '../step.ts';
import type { Swarm } from './swarm.ts';
import type { Draw } from './walk.ts';

/** Of so many commands one is interrupted, where a scenario has interruptions. */
const oneOf = 8;

/** As above, of those that can be left half done. */
const oneOfLong = 3;

/** What takes several steps inside, so that it can be left half done. */
export const halfDone: ReadonlySet<string> = new Set<Step['do']>([
  'enable',
  'disable',
  'disable-force',
  'promote',
  'demote',
  'remove',
  'trash',
]);

/** The same step, or one whose client is killed midway. */
export function perhapsInterrupted(step: Step, swarm: Swarm, draw: Draw): Step {
  if (swarm.has('interrupt') || !isInterruptible(step) || 'writing' in step) return step;
  const interrupted = draw((halfDone.has(step.do) ? oneOfLong : oneOf) - 1) === 0;
  return interrupted ? { ...step, interrupt: true } : step;
}
