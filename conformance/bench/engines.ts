import { getAdjacencyMap } from 'xstate/graph';
import { isBroken, smallDeclared, smallPair } from '../../sim/bench/small-pair.ts';
import { BreadthFirst } from '../../sim/explorer/breadth-first.ts';
import { compile } from '../../sim/kernel/compile.ts';

/** How an engine explored the small pair: all of it, or so many states of it. */
export interface Exploration {
  readonly engine: string;
  readonly states: number;
  readonly transitions: number;
  readonly seconds: number;
  /** Whether those are all there are. */
  readonly whole: boolean;
}

/** The explorer itself, from compiling the machine to its end, every invariant checked in every state. */
export function splitbrain(): Exploration {
  const began = performance.now();
  const kernel = compile(smallPair, smallDeclared);
  const broken = kernel.events.map(isBroken);
  const search = new BreadthFirst(
    kernel,
    kernel.events.map(() => true),
  );
  while (!search.complete) {
    search.expand((_from, event) => {
      if (broken[event]) throw new Error(`${kernel.events[event]}: the small pair is not right`);
    });
  }
  const seconds = (performance.now() - began) / 1000;
  const { states, transitions } = search.reached;
  return { engine: 'splitbrain, with parents', states, transitions, seconds, whole: true };
}

/** XState's own exploration, of as many states as it comes to in a moment. */
export function xstateGraph(): Exploration {
  const kernel = compile(smallPair, smallDeclared);
  const events = kernel.events.map((type) => ({ type }));
  const limit = 1_000;
  const began = performance.now();
  let states = 0;
  const map = getAdjacencyMap(smallPair, {
    events,
    stopWhen: () => {
      states += 1;
      return states > limit;
    },
  });
  const seconds = (performance.now() - began) / 1000;
  const met = Object.values(map);
  const transitions = met.reduce((all, { transitions }) => {
    return all + Object.keys(transitions).length;
  }, 0);
  const engine = "xstate/graph's getAdjacencyMap";
  return { engine, states: met.length, transitions, seconds, whole: false };
}
