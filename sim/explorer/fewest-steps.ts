import { isInternal, type PairEvent } from '../../model/events.ts';
import type { AtRest } from '../../model/promise-checks.ts';
import type { PromiseCode } from '../../model/promises.ts';
import { sites } from '../../model/site.ts';
import { type KernelState, noDeed } from '../kernel/kernel.ts';
import { grown } from '../kernel/vectors.ts';
import { eventNamed, type PairKernel } from '../pair-kernel.ts';
import { calmIn } from './calm.ts';
import { cyclicComponents } from './components.ts';
import { leadsOf } from './endless.ts';
import { fairLoop } from './fair-loop.ts';
import { Watch } from './watch.ts';

/** A step of a scenario: an event; a demotion that a write meets; or a wait, in which daemons do these. */
export type Stepped =
  | { readonly kind: 'event'; readonly event: PairEvent }
  | { readonly kind: 'written-through'; readonly events: readonly PairEvent[] }
  | { readonly kind: 'settle'; readonly events: readonly PairEvent[] };

/** What to look for, and where. */
export interface Wanted extends AtRest {
  /** Without a bound, but for what is the same; its states are met here. */
  readonly kernel: PairKernel;
  /** Whether a command or a fault is given at all. */
  readonly follows: (event: string) => boolean;
  readonly code: PromiseCode;
}

/** How a node was come to: from a node, by these events. */
type Came = { readonly node: number; readonly events: readonly number[] };

/**
 * Looks for the fewest steps of a scenario by which a promise is broken, as `sim/explorer/watch.ts` has it. A wait until
 * daemons have nothing left to do is one step, whatever they do in it; so is a step of a daemon that is spelled
 * out. So a node is a state, and whether a wait is under way: twice the state, and one more if so.
 */
export class FewestSteps {
  readonly #wanted: Wanted;
  readonly #watch: Watch;
  readonly #outer: readonly number[];
  readonly #inner: readonly number[];
  readonly #isCalm: (state: KernelState) => boolean;
  readonly #ways: Came[] = [];
  /** By node, one more than the place of its way; 0 for a node that was not met. */
  #met = new Int32Array(1024);
  #front: readonly KernelState[];
  #found: Came | undefined;

  constructor(wanted: Wanted) {
    const { kernel, follows } = wanted;
    this.#wanted = wanted;
    this.#watch = new Watch(kernel, wanted);
    const numbers = [...kernel.events.keys()];
    this.#inner = numbers.filter((event) => isInternal(kernel.events[event] ?? ''));
    this.#outer = numbers.filter((event) => follows(kernel.events[event] ?? ''));
    this.#isCalm = calmIn(kernel);
    this.#front = [kernel.initial];
    this.#meet(2 * kernel.initial, { node: -1, events: [] });
  }

  /** How many states were met. */
  get states(): number {
    return this.#wanted.kernel.size;
  }

  /** The steps by which it is broken, and no fewer do; undefined while none were found. */
  get found(): readonly Stepped[] | undefined {
    return this.#found && this.#stepsTo(this.#found);
  }

  /** Whether nothing is left that was not met. */
  get isOver(): boolean {
    return this.#front.length === 0;
  }

  /** Takes one step more, from all that was come to; `most` states are met at most. */
  look(most: number): void {
    const next: KernelState[] = [];
    const waits: KernelState[] = [];
    for (const state of this.#front) {
      if (this.#found !== undefined || this.states > most) return;
      for (const event of [...this.#outer, ...this.#inner]) this.#take(state, [event], next);
      for (const events of this.#writtenThrough(state)) this.#take(state, events, next);
      if (this.#meet(2 * state + 1, { node: 2 * state, events: [] })) waits.push(state);
    }
    this.#wait(waits, next);
    this.#front = next;
  }

  /** Demotions that a write meets: it is late, where it can be. */
  *#writtenThrough(state: KernelState): Generator<readonly number[]> {
    const { kernel, follows } = this.#wanted;
    for (const site of sites) {
      if (!follows(`demote.${site}`) || !follows(`write.${site}`)) continue;
      const late = kernel.number(`late-write.${site}`) ?? noDeed;
      const write = kernel.number(`write.${site}`) ?? noDeed;
      const demote = kernel.number(`demote.${site}`) ?? noDeed;
      yield [kernel.deed(state, late) === noDeed ? write : late, demote];
    }
  }

  /** Takes events one after the other, as one step. */
  #take(state: KernelState, events: readonly number[], next: KernelState[]): void {
    const { kernel } = this.#wanted;
    const came = { node: 2 * state, events };
    let here = state;
    for (const event of events) {
      const deed = kernel.deed(here, event);
      if (deed === noDeed) return;
      if (this.#breaks(here, event, deed)) this.#found ??= came;
      here = kernel.follow(here, deed);
    }
    if (here !== state && this.#meet(2 * here, came)) next.push(here);
  }

  /** Lets daemons go on, from where a wait began, until they have nothing left to do. */
  #wait(begun: readonly KernelState[], next: KernelState[]): void {
    const { kernel, code } = this.#wanted;
    const todo = [...begun];
    for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
      let rests = true;
      for (const event of this.#inner) {
        const deed = kernel.deed(state, event);
        const to: KernelState = deed === noDeed ? state : kernel.follow(state, deed);
        if (to === state) continue;
        rests = false;
        const came = { node: 2 * state + 1, events: [event] };
        if (this.#breaks(state, event, deed)) this.#found ??= came;
        if (this.#meet(2 * to + 1, came)) todo.push(to);
      }
      if (!rests) continue;
      const came = { node: 2 * state + 1, events: [] };
      if (this.#watch.atRest(state).includes(code)) this.#found ??= came;
      if (this.#meet(2 * state, came)) next.push(state);
    }
    if (code === 'converges') this.#goRound(begun);
  }

  /** What never comes to rest, from where a wait began, breaks `converges`. */
  #goRound(begun: readonly KernelState[]): void {
    const { kernel } = this.#wanted;
    const leads = leadsOf(kernel, kernel.size);
    for (const component of cyclicComponents(kernel.size, begun.filter(this.#isCalm), leads)) {
      const [state = 0] = component;
      const loop = fairLoop(component, state, leads);
      if (loop === undefined) continue;
      this.#found ??= { node: 2 * state + 1, events: loop.map(({ label }) => label) };
    }
  }

  #breaks(state: KernelState, event: number, deed: number): boolean {
    return this.#watch.step(state, event, deed).includes(this.#wanted.code);
  }

  /** Whether a node is new. */
  #meet(node: number, came: Came): boolean {
    if (node >= this.#met.length) this.#met = grown(this.#met, node + 1);
    if (this.#met[node] !== 0) return false;
    this.#met[node] = this.#ways.push(came);
    return true;
  }

  #stepsTo(found: Came): Stepped[] {
    const legs: Came[] = [];
    for (let leg: Came | undefined = found; leg !== undefined && leg.node >= 0; ) {
      legs.unshift(leg);
      leg = this.#ways[(this.#met[leg.node] ?? 0) - 1];
    }
    const steps: Stepped[] = [];
    for (const { node, events } of legs) {
      const named = events.map((event) => eventNamed(this.#wanted.kernel.events[event] ?? ''));
      const [first] = named;
      const last = steps.at(-1);
      if (node % 2 === 1 && last?.kind === 'settle') {
        steps.splice(-1, 1, { kind: 'settle', events: [...last.events, ...named] });
      } else if (first === undefined) steps.push({ kind: 'settle', events: [] });
      else if (named.length === 1) steps.push({ kind: 'event', event: first });
      else steps.push({ kind: 'written-through', events: named });
    }
    return steps;
  }
}
