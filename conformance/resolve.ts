import { type Internal, internalNames, siteOf } from '../model/events.ts';
import type { Step } from '../scenarios/step.ts';
import type { RunRecord } from './record.ts';

/**
 * The steps of a run with its schedule spelled out: what the daemons did stands among them as `let`
 * steps, and every write stands alone. Run with an `explicit` schedule, they give the same run
 * without generator or scheduler.
 */
export const resolve = (record: RunRecord): Step[] =>
  record.steps.flatMap(({ step, daemons }) => [...daemons.map(letStep), step]);

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
