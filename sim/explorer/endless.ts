import { isInternal, type PairEvent } from '../../model/events.ts';
import { beyond, type KernelState } from '../kernel/kernel.ts';
import { eventNamed, type PairKernel } from '../pair-kernel.ts';
import { calmIn } from './calm.ts';
import { cyclicComponents, type Leads } from './components.ts';
import { fairLoop } from './fair-loop.ts';
import { Steps } from './steps.ts';

/** What daemons that are left alone can do for ever: from a state, the steps that lead back to it. */
export interface Endless {
  readonly state: KernelState;
  readonly loop: readonly PairEvent[];
}

/** What came of following the daemons alone, from every state without a fault. */
export interface Followed<Found> {
  /** How many states without a fault there are. */
  readonly states: number;
  /** Where they never come to rest; undefined where they always do. */
  readonly endless?: Found;
}

/**
 * Follows the daemons alone from the states of a kernel without a fault, of the first `known`: no command is
 * given, and no fault strikes. They come to rest, whatever their order, unless they can go round for ever and be
 * fair: a step that remains possible is taken sooner or later. Of the states that are on such a loop the one is
 * found that `rank` says the least of. What leads beyond `known` is not followed.
 */
export function endlessIn(
  kernel: PairKernel,
  known: number,
  rank: (state: KernelState) => number,
): Followed<Endless> {
  const calm = calmIn(kernel);
  let states = 0;
  function* roots() {
    for (let state = 0; state < known; state += 1) {
      if (!calm(state)) continue;
      states += 1;
      yield state;
    }
  }
  const leads = leadsOf(kernel, known);
  let nearest: Endless | undefined;
  for (const component of cyclicComponents(known, roots(), leads)) {
    const state = component.reduce((one, other) => (rank(other) < rank(one) ? other : one));
    if (nearest !== undefined && rank(state) >= rank(nearest.state)) continue;
    const loop = fairLoop(component, state, leads);
    if (loop === undefined) continue;
    const events = loop.map(({ label }) => eventNamed(kernel.events[label] ?? ''));
    nearest = { state, loop: events };
  }
  return { states, ...(nearest && { endless: nearest }) };
}

/** The steps of daemons from a state that change something, and where they lead. */
export function leadsOf(kernel: PairKernel, known: number): Leads {
  const steps = new Steps(kernel, kernel.events.map(isInternal));
  return (state) => {
    const leads: number[] = [];
    steps.from(state, (from, event, _deed, where, what) => {
      const to = where === beyond ? beyond : kernel.meet(where, what);
      if (to !== from) leads.push(event, to < known ? to : beyond);
    });
    return leads;
  };
}
