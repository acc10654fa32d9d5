import { type Belief, closed, settledStates } from '../../model/belief.ts';
import type { Command } from '../../model/events.ts';
import type { Site } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { interruptOf, requestOf } from '../events.ts';
import { type Step, writingMax } from '../step.ts';
import { isCalm } from './hand-moves.ts';

/**
 * A scenario without the commands that the model does not follow in some state that the pair may
 * have come to by then, whatever was answered and however far its daemons are. What is left never
 * meets a bound of the model, on any pair that does what the model says and settles where it is asked
 * to; a walk alone cannot promise that, for it looks at one of the ways that a run may go.
 *
 * Nor is a command kept of which nobody can tell what it did, interrupted or written through, where
 * more than `possibleMax` states were possible before it: each may multiply them a hundredfold.
 *
 * The first `given` steps are kept whatever they are.
 */
export function followed(steps: readonly Step[], model: Stepper, given = 0): Step[] {
  let possible = closed(model, [model.initial]);
  return steps.filter((step, index) => {
    if (isUncertain(step) && possible.size > possibleMax) return index < given;
    const next = afterStep(model, possible, step);
    possible = next ?? possible;
    return next !== undefined || index < given;
  });
}

const possibleMax = 100;

const isUncertain = (step: Step): boolean =>
  interruptOf(step) !== undefined || isWrittenThrough(step);

const isWrittenThrough = (step: Step): step is Step & { do: 'demote' } =>
  step.do === 'demote' && step.writing !== undefined;

/** Where a step leads; undefined where the model does not follow it from one of the states. */
function afterStep(model: Stepper, from: Belief, step: Step): Belief | undefined {
  const request = requestOf(step);
  switch (request.kind) {
    case 'fault':
      return afterAll(model, from, (state) => [model.fault(state, request.fault)]);
    case 'commands':
      return afterCommands(model, from, step, request.commands);
    case 'settle':
      return new Set(settledStates(model, from));
    case 'let':
      return from;
  }
}

function afterCommands(model: Stepper, from: Belief, step: Step, commands: readonly Command[]) {
  if ('of' in step && ![...from].every((state) => isCalm(model.view(state)))) return undefined;
  let possible: Belief | undefined = from;
  if (isWrittenThrough(step)) possible = writtenThrough(model, from, step.site);
  const last = commands.length - 1;
  for (const [index, command] of commands.entries()) {
    const interrupted = index === last && interruptOf(step) !== undefined;
    const ends = (state: StateId) =>
      interrupted
        ? model.interruptions(state, command)?.map(({ to }) => to)
        : answered(model, state, command);
    possible = possible && afterAll(model, possible, ends);
  }
  return possible;
}

/** Where writes lead, from none to as many as there may be; the last may be late. */
function writtenThrough(model: Stepper, from: Belief, site: Site): Belief | undefined {
  let written: Belief | undefined = from;
  const all = new Set(from);
  for (let count = 0; count < writingMax && written !== undefined; count += 1) {
    for (const state of written) {
      const late = model.lateWrite(state, site);
      for (const to of late === undefined ? [] : model.reachable(late)) all.add(to);
    }
    written = afterAll(model, written, (state) => answered(model, state, `write.${site}`));
    for (const state of written ?? []) all.add(state);
  }
  return written && afterAll(model, all, (state) => [state, ...killed(model, state, site)]);
}

/** Where a write leads that was begun, and of which nobody knows whether it is done. */
const killed = (model: Stepper, state: StateId, site: Site): StateId[] =>
  (model.interruptions(state, `write.${site}`) ?? []).map(({ to }) => to);

function answered(model: Stepper, state: StateId, command: Command): StateId[] | undefined {
  const answer = model.command(state, command);
  return answer && [answer.to];
}

/** Where all of some states lead, and the daemons from there; undefined where one leads nowhere. */
function afterAll(
  model: Stepper,
  from: Belief,
  ends: (state: StateId) => readonly StateId[] | undefined,
): Belief | undefined {
  const next = new Set<StateId>();
  for (const state of from) {
    const to = ends(state);
    if (to === undefined) return undefined;
    for (const one of to) next.add(one);
  }
  return closed(model, next);
}
