import type { StateId, Stepper } from './stepper.ts';

/**
 * The states that may be so by what is known so far, closed under the daemons' own steps: each of
 * them may or may not have happened by now.
 */
export type Belief = ReadonlySet<StateId>;

/** Closes a set of states under internal steps. */
export function closed(model: Stepper, states: Iterable<StateId>): Belief {
  const all = new Set(states);
  for (const state of all) for (const { to } of model.internals(state)) all.add(to);
  return all;
}

/**
 * What a belief was taken on by: for each of its states that is still possible, what a command or a
 * fault can have led to, or the same state where something was but seen. The daemons may act after it.
 */
export type Move = ReadonlyMap<StateId, readonly StateId[]>;

/** The states that a belief comes to in which the daemons have nothing left to do. */
export function settledStates(model: Stepper, belief: Belief): StateId[] {
  return [...closed(model, belief)].filter((state) => model.isSettled(state));
}

/** Nothing happens, save that other states than these are ruled out. */
export const staying = (states: readonly StateId[]): Move =>
  new Map(states.map((state) => [state, [state]]));
