import type { StateId, Stepper } from '../../model/stepper.ts';
import { requestOf } from '../events.ts';
import type { Step } from '../step.ts';

/** Draws a whole number from 0 to `max`, both included. */
export type Draw = (max: number) => number;

/**
 * The state that a step most likely leads to: what a generator looks at when it chooses the next
 * one. Undefined where the bounded history has no room.
 */
export function afterStep(
  model: Stepper,
  state: StateId,
  step: Step,
  draw: Draw,
): StateId | undefined {
  const request = requestOf(step);
  if (request.kind === 'fault') return model.fault(state, request.fault);
  if (request.kind === 'settle') return pick(model.settled(state), draw);
  if (request.kind === 'let') {
    return model.internals(state).find(({ event }) => event === request.internal)?.to;
  }
  let next: StateId | undefined = state;
  for (const command of request.commands) {
    if (next !== undefined) next = model.command(next, command)?.to;
  }
  return next;
}

/** Lets the daemons act a little, as they may. */
export function drift(model: Stepper, state: StateId, draw: Draw): StateId {
  return draw(1) === 0 ? state : (pick(model.reachable(state), draw) ?? state);
}

const pick = (states: readonly StateId[], draw: Draw): StateId | undefined =>
  states[draw(Math.max(0, states.length - 1))];
