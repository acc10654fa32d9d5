import { isInternal, type PairEvent, pairEvents } from '../../model/events.ts';
import type { AtRest } from '../../model/promise-checks.ts';
import type { PromiseCode } from '../../model/promises.ts';
import { beyond, type KernelState, noDeed } from '../kernel/kernel.ts';
import { regionsOf } from '../kernel/regions.ts';
import type { Compilable } from '../kernel/rules.ts';
import { grown } from '../kernel/vectors.ts';
import { canonicalKernel, type PairKernel } from '../pair-kernel.ts';
import { type Bound, faultsIn, withinBound } from './bound.ts';
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
}

/**
 * Visits every state that a pair can come to within a bound, breadth first, and watches over every
 * promise: in each step, and in each state at rest. States are numbered in the order in which they are
 * found, so that the numbers yet to be expanded are the front, and one parent each is the way back.
 */
export class Explorer {
  readonly #kernel: PairKernel;
  readonly #watch: Watch;
  readonly #events: readonly number[];
  readonly #internal: readonly boolean[];
  readonly #limits: Pick<Expedition, 'depth' | 'states'>;
  readonly #breaches = new Map<PromiseCode, Breach>();
  #parents = new Int32Array(1024);
  #via = new Int32Array(1024);
  #next: KernelState = 0;
  #levelEnd = 1;
  #depth = 0;
  #transitions = 0;
  #beyond = 0;

  constructor({ machine, bound, follows, depth, states, ...at }: Expedition) {
    this.#kernel = canonicalKernel(machine, withinBound(bound, regionsOf(machine.root)));
    this.#watch = new Watch(this.#kernel, at);
    const { events } = this.#kernel;
    this.#internal = events.map(isInternal);
    this.#events = [...events.keys()].filter((number) => {
      const event = events[number] ?? '';
      return this.#internal[number] === true || follows(event);
    });
    this.#limits = { depth, states };
  }

  /** How far it has come. */
  get reached(): Reached {
    const { met } = this.#kernel;
    return {
      ...met,
      expanded: this.#next,
      transitions: this.#transitions,
      beyond: this.#beyond,
      depth: this.#depth,
    };
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
    if (this.#next >= this.#kernel.met.states) return 'complete';
    if (this.#depth >= this.#limits.depth) return 'depth';
    return this.#kernel.met.states >= this.#limits.states ? 'states' : undefined;
  }

  /** Expands so many states, or fewer where it comes to its end. */
  explore(count: number): void {
    for (let left = count; left > 0 && this.end === undefined; left -= 1) {
      this.#expand(this.#next);
      this.#next += 1;
      if (this.#next !== this.#levelEnd) continue;
      this.#levelEnd = this.#kernel.met.states;
      this.#depth += 1;
    }
  }

  #expand(state: KernelState): void {
    const kernel = this.#kernel;
    let busy = false;
    for (const event of this.#events) {
      const deed = kernel.deed(state, event);
      if (deed === noDeed) continue;
      const to = this.#follow(state, event, deed);
      if (this.#internal[event] === true && to !== state) busy = true;
    }
    if (!busy && faultsIn(kernel.regions, kernel.leaves(state)) === 0) {
      for (const code of this.#watch.atRest(state)) this.#broken(code, state);
    }
  }

  #follow(state: KernelState, event: number, deed: number): KernelState {
    const before = this.#kernel.met.states;
    const to = this.#kernel.follow(state, deed);
    this.#transitions += 1;
    if (to === beyond) {
      this.#beyond += 1;
      return beyond;
    }
    if (to === before) this.#found(to, state, event);
    if (to === state) return to;
    for (const code of this.#watch.step(state, event, deed, to)) this.#broken(code, state, event);
    return to;
  }

  #found(state: KernelState, parent: KernelState, event: number): void {
    if (state >= this.#parents.length) {
      this.#parents = grown(this.#parents, state + 1);
      this.#via = grown(this.#via, state + 1);
    }
    this.#parents[state] = parent;
    this.#via[state] = event;
  }

  /** Broken by an event in a state; or, without one, by resting there. */
  #broken(code: PromiseCode, state: KernelState, event?: number): void {
    if (this.#breaches.has(code)) return;
    const last = event === undefined ? [] : [this.#name(event)];
    const path = [...this.#pathTo(state), ...last];
    this.#breaches.set(code, { code, path, atRest: event === undefined });
  }

  #pathTo(state: KernelState): PairEvent[] {
    const path: PairEvent[] = [];
    for (let here = state; here !== this.#kernel.initial; here = this.#parents[here] ?? 0) {
      path.push(this.#name(this.#via[here] ?? 0));
    }
    return path.reverse();
  }

  #name(event: number): PairEvent {
    const name = pairEvents.find((known) => known === this.#kernel.events[event]);
    if (name === undefined) throw new RangeError(`no event of a pair has the number ${event}`);
    return name;
  }
}
