import type { PairContext } from '../../model/context.ts';
import { isInternal, type PairEvent } from '../../model/events.ts';
import type { AtRest } from '../../model/promise-checks.ts';
import type { PromiseCode } from '../../model/promises.ts';
import { beyond, type KernelState } from '../kernel/kernel.ts';
import type { Compilable } from '../kernel/rules.ts';
import { eventNamed, type PairKernel } from '../pair-kernel.ts';
import { type Bound, boundedKernel } from './bound.ts';
import { BreadthFirst, type OnStep } from './breadth-first.ts';
import { endlessIn } from './endless.ts';
import { meetAgain, metBy, type Standing } from './standing.ts';
import { Watch } from './watch.ts';

/** What to explore. */
export interface Expedition extends AtRest {
  readonly machine: Compilable;
  readonly bound: Bound;
  /** Whether an event is followed: commands and faults that are left out do not happen. */
  readonly follows: (event: string) => boolean;
  /** So many events from the empty pair, at most. */
  readonly depth: number;
  /** So many states, at most. */
  readonly states: number;
}

/** How far an exploration has come. */
export interface Reached {
  readonly states: number;
  /** States whose steps were all taken. */
  readonly expanded: number;
  readonly transitions: number;
  /** Steps that lead beyond the bound. */
  readonly beyond: number;
  readonly contexts: number;
  readonly configurations: number;
  /** The length of the shortest way to the states that are being expanded. */
  readonly depth: number;
}

/** A promise that is broken, by the shortest way there is within the bound. */
export interface Breach {
  readonly code: PromiseCode;
  readonly path: readonly PairEvent[];
  /** Whether it is broken by resting there, with nothing left to do, not by the last step. */
  readonly atRest: boolean;
  /** What daemons can go on with there for ever, if that is what breaks it. */
  readonly loop?: readonly PairEvent[];
}

/**
 * Visits every state that a pair can come to within a bound, breadth first, and watches over every
 * promise: in each step, and in each state at rest.
 */
export class Explorer {
  readonly #kernel: PairKernel;
  readonly #search: BreadthFirst<PairContext, 'outcome'>;
  readonly #watch: Watch;
  readonly #internal: readonly boolean[];
  readonly #limits: Pick<Expedition, 'depth' | 'states'>;
  readonly #breaches = new Map<PromiseCode, Breach>();
  #busy = false;

  constructor({ machine, bound, follows, depth, states, ...at }: Expedition) {
    this.#kernel = boundedKernel(machine, bound);
    this.#watch = new Watch(this.#kernel, at);
    const { events } = this.#kernel;
    this.#internal = events.map(isInternal);
    const followed = events.map((event) => isInternal(event) || follows(event));
    this.#search = new BreadthFirst(this.#kernel, followed);
    this.#limits = { depth, states };
  }

  /** How far it has come. */
  get reached(): Reached {
    return this.#search.reached;
  }

  /** The promises that were found broken, each by a shortest way. */
  get breaches(): readonly Breach[] {
    return [...this.#breaches.values()];
  }

  /** How often each promise was at stake: one that never was could not have been broken. */
  get asked(): ReadonlyMap<PromiseCode, number> {
    return this.#watch.asked;
  }

  /** Why it goes no further; undefined while it does. */
  get end(): 'complete' | 'depth' | 'states' | undefined {
    if (this.#search.complete) return 'complete';
    if (this.#search.depth >= this.#limits.depth) return 'depth';
    return this.#kernel.size >= this.#limits.states ? 'states' : undefined;
  }

  /** Expands so many states, or fewer where it comes to its end. */
  explore(count: number): void {
    for (let left = count; left > 0 && this.end === undefined; left -= 1) {
      this.#busy = false;
      const state = this.#search.expand(this.#onStep);
      if (!this.#busy) for (const code of this.#watch.atRest(state)) this.#broken(code, state);
    }
  }

  /** Where it stands. */
  get standing(): Standing<Breach> {
    const { ways, levels, ...counts } = this.#search.standing;
    const arrays = { ...metBy(this.#kernel), ways, levels };
    return { arrays, ...counts, asked: [...this.asked], found: this.breaches };
  }

  /** Goes on from where another of the same expedition stood; limits apart. To be asked of a new one. @throws RangeError */
  goOn({ arrays, asked, found, ...counts }: Standing<Breach>): void {
    meetAgain(this.#kernel, arrays);
    this.#search.goOn({ ...counts, ways: arrays.ways, levels: arrays.levels });
    this.#watch.recall(asked);
    for (const breach of found) this.#breaches.set(breach.code, breach);
  }

  /**
   * Follows the daemons alone from every state without a fault that was expanded; a loop without an end breaks
   * `converges`, unless a shorter way does. Returns how many such states there are.
   */
  follow(): number {
    const { states, endless } = endlessIn(this.#kernel, this.reached.expanded, (state) => state);
    if (endless === undefined) return states;
    const { state, loop } = endless;
    const path = this.#wayTo(state);
    const known = this.#breaches.get('converges');
    if (known !== undefined && known.path.length <= path.length) return states;
    this.#breaches.set('converges', { code: 'converges', path, atRest: false, loop });
    return states;
  }

  readonly #onStep: OnStep = (from, event, deed, to) => {
    if (to === from) return;
    if (this.#internal[event] === true) this.#busy = true;
    if (to === beyond) return;
    for (const code of this.#watch.step(from, event, deed)) this.#broken(code, from, event);
  };

  /** Broken by an event in a state; or, without one, by resting there. */
  #broken(code: PromiseCode, state: KernelState, event?: number): void {
    if (this.#breaches.has(code)) return;
    const path = this.#wayTo(state, ...(event === undefined ? [] : [event]));
    this.#breaches.set(code, { code, path, atRest: event === undefined });
  }

  #wayTo(state: KernelState, ...more: readonly number[]): PairEvent[] {
    const way = [...this.#search.pathTo(state), ...more];
    return way.map((number) => eventNamed(this.#kernel.events[number] ?? ''));
  }
}
