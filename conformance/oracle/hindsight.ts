import type { Move } from '../../model/belief.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';

/**
 * The states in which each of a run's moves can have found the pair, known all that came after it: those
 * from which the moves lead on to the end, the daemons acting in between. (A belief is what was known at
 * the time; this is the backward pass over them, as exact as smoothing in a hidden Markov model is.)
 */
export function inHindsight(model: Stepper, moves: readonly Move[]): ReadonlySet<StateId>[] {
  let later: ReadonlySet<StateId> | undefined;
  return moves
    .toReversed()
    .map((move) => {
      const known = later;
      const leadsOn = (to: StateId) =>
        known === undefined || model.reachable(to).some((state) => known.has(state));
      const possible = new Set<StateId>();
      for (const [state, to] of move) if (to.some(leadsOn)) possible.add(state);
      later = possible;
      return possible;
    })
    .toReversed();
}
