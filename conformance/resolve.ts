import {
  type Internal,
  internalNames,
  isCommand,
  isFault,
  isInternal,
  type PairEvent,
  siteOf,
} from '../model/events.ts';
import { stepOf, withoutInterrupt } from '../scenarios/events.ts';
import { type Step, writingCounts } from '../scenarios/step.ts';
import type { RunRecord, StepRecord } from './record.ts';

/**
 * The steps of a run with its schedule spelled out: what the daemons did stands among them as `let`
 * steps, and every write stands alone. Run with an `explicit` schedule, they give the same run
 * without generator or scheduler.
 */
export const resolve = (record: RunRecord): Step[] =>
  record.steps.flatMap((done) => [...done.daemons.map(letStep), asDone(done)]);

/** A step as it came out: how far it came if it was interrupted, and that it was not where it was not. */
function asDone({ step, answer, reach, writes }: StepRecord): Step {
  if (step.do === 'demote' && step.writing !== undefined && writes !== undefined) {
    return { ...step, writing: countOf(writes) };
  }
  if (!('interrupt' in step) || step.interrupt === undefined) return step;
  if (answer === 'INTERRUPTED') return reach === undefined ? step : { ...step, interrupt: reach };
  return withoutInterrupt(step);
}

/** So many writes as a step of the vocabulary can have. */
function countOf({ length }: readonly number[]) {
  const known = writingCounts.find((count) => count === length);
  if (known === undefined) throw new RangeError(`no demotion is written through ${length} times`);
  return known;
}

/** The step of a scenario that makes one event. @throws RangeError for one that no step makes alone. */
export function spelledOut(event: PairEvent): Step {
  if (isInternal(event)) return letStep(event);
  if (isCommand(event) || isFault(event)) return stepOf(event);
  throw new RangeError(`no step of a scenario is ${event}`);
}

/** Spells out a step of a daemon. */
export function letStep(internal: Internal): Step {
  const dot = internal.lastIndexOf('.');
  const daemon = internal.slice(0, dot);
  return { do: 'let', site: siteOf(internal), daemon: daemonName(daemon) };
}

function daemonName(name: string) {
  const known = internalNames.find((internal) => internal === name);
  if (known === undefined) throw new RangeError(`no daemon takes a step ${name}`);
  return known;
}
