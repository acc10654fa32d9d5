import type { StateId, Stepper } from '../../model/stepper.ts';

/**
 * The states that what was observed so far allows, closed under the daemons' own steps: each of
 * them may or may not have happened by now.
 */
export type Belief = ReadonlySet<StateId>;

/** Closes a set of states under internal steps. */
export function closed(model: Stepper, states: Iterable<StateId>): Belief {
  const all = new Set<StateId>();
  for (const state of states) for (const reached of model.reachable(state)) all.add(reached);
  return all;
}

/** The states of a belief that fit an observation; time may have passed since. */
export function observed(
  model: Stepper,
  belief: Belief,
  fits: (state: StateId) => boolean,
): Belief {
  return closed(model, [...belief].filter(fits));
}

/** The states of a belief in which the daemons have nothing left to do. */
export function settledStates(model: Stepper, belief: Belief): StateId[] {
  return [...new Set([...belief].flatMap((state) => model.settled(state)))];
}
