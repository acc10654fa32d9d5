import type { PairContext } from '../../model/context.ts';
import { isInternal, type PairEvent } from '../../model/events.ts';
import type { PromiseCode } from '../../model/promises.ts';
import { beyond, type KernelState } from '../kernel/kernel.ts';
import { eventNamed, type PairKernel } from '../pair-kernel.ts';
import { boundedKernel } from './bound.ts';
import { calmIn } from './calm.ts';
import type { Expedition } from './explorer.ts';
import { Inbox, type Letter, Outbox } from './mail.ts';
import { Origins } from './origins.ts';
import { Owners } from './owners.ts';
import { meetAgain, metBy, type Standing } from './standing.ts';
import { type OnLead, Steps } from './steps.ts';
import { Watch } from './watch.ts';

/** Which part of an exploration one is, from 0, of how many. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** What a part is of: an expedition, whose limits are kept by who leads the parts. */
export type PartOf = Omit<Expedition, 'depth' | 'states'>;

/** Where a state was come from first: a state, by its number in a part, and an event. */
export interface Origin {
  readonly part: number;
  readonly state: KernelState;
  readonly event: PairEvent;
}

/** A promise that is broken in a state: by an event, or by resting there. */
export interface Broken {
  readonly code: PromiseCode;
  readonly state: KernelState;
  readonly event?: PairEvent;
  /** How many events a shortest way there has, that one included. */
  readonly events: number;
}

/** Takes states to the part that they belong to. */
export type Send = (to: number, letter: Letter) => void;

/**
 * One of several explorers that share the states of a pair among them: each expands those whose context
 * belongs to it, and sends the others where they belong. So what actions make of a context is worked out in
 * one part. All take one level after the other together, so that each way that is found is a shortest one.
 * A part's kernel meets no states but its own, which it numbers as they are found.
 */
export class Part {
  readonly #share: Share;
  readonly #kernel: PairKernel;
  readonly #steps: Steps<PairContext, 'outcome'>;
  readonly #watch: Watch;
  readonly #owners: Owners;
  readonly #internal: readonly boolean[];
  readonly #send: Send;
  readonly #outboxes: readonly Outbox[];
  readonly #inboxes: readonly Inbox[];
  /** By part: the letters that came from it in this level. */
  readonly #came: readonly Letter[][];
  readonly #broken = new Map<PromiseCode, Broken>();
  readonly #origins = new Origins();
  /** The state that is expanded next, and the first that is of the next level. */
  #next: KernelState;
  #levelEnd: KernelState;
  /** Where each level ended: by depth, the first state that is deeper. */
  readonly #levels: KernelState[] = [];
  /** The first state of all is met by each part, and belongs to one. */
  readonly #foreign: 0 | 1;
  #busy = false;

  constructor({ machine, bound, follows, ...at }: PartOf, share: Share, send: Send) {
    const kernel = boundedKernel(machine, bound);
    this.#kernel = kernel;
    this.#share = share;
    this.#send = send;
    this.#watch = new Watch(kernel, at);
    this.#owners = new Owners(kernel, share.of);
    this.#internal = kernel.events.map(isInternal);
    const followed = kernel.events.map((event) => isInternal(event) || follows(event));
    this.#steps = new Steps(kernel, followed);
    this.#outboxes = Array.from({ length: share.of }, () => new Outbox(kernel));
    this.#inboxes = this.#outboxes.map(() => new Inbox(kernel));
    this.#came = this.#outboxes.map(() => []);
    const first = this.#owners.of(kernel.contextOf(kernel.initial));
    this.#foreign = first === share.index ? 0 : 1;
    this.#next = this.#foreign;
    this.#levelEnd = kernel.size;
    this.#levels.push(this.#levelEnd);
  }

  /** How far it has come; of contexts and configurations some are met by several parts. */
  get reached() {
    const { states, contexts, configurations } = this.#kernel.met;
    const { transitions, beyond: outside } = this.#steps;
    const [found, expanded] = [states - this.#foreign, this.#next - this.#foreign];
    return { states: found, expanded, transitions, beyond: outside, contexts, configurations };
  }

  /** The length of the shortest ways to the states of this level. */
  get depth(): number {
    return this.#levels.length - 1;
  }

  /** How many states of this level are left to expand. */
  get left(): number {
    return this.#levelEnd - this.#next;
  }

  /** The promises that were found broken here, each by a shortest way of those found here. */
  get broken(): readonly Broken[] {
    return [...this.#broken.values()];
  }

  /** How often each promise was at stake. */
  get asked(): ReadonlyMap<PromiseCode, number> {
    return this.#watch.asked;
  }

  /** Expands so many states of this level, or all that are left; what is to be sent is sent by its end. */
  expand(count: number): void {
    for (let more = Math.min(count, this.left); more > 0; more -= 1) {
      const state = this.#next;
      this.#busy = false;
      this.#steps.from(state, this.#onLead);
      if (!this.#busy) for (const code of this.#watch.atRest(state)) this.#breaks(code, state);
      this.#next += 1;
    }
    if (this.left === 0) this.sendAll();
  }

  /** Sends what is to be sent. */
  sendAll(): void {
    for (const [to, outbox] of this.#outboxes.entries()) this.#post(to, outbox);
  }

  /** Takes states that another part sent; they are of the next level. */
  take(from: number, letter: Letter): void {
    this.#came[from]?.push(letter);
  }

  /**
   * The next level begins: of what was found in this one, and what was sent. That is read in the order of
   * the parts, whenever it came, so that the same is found each time.
   */
  advance(): void {
    this.#readAll();
    this.#levelEnd = this.#kernel.size;
    this.#levels.push(this.#levelEnd);
  }

  /** Where it stands, once each part has sent all that it had to send, and that was taken. */
  get standing(): Standing<Broken> {
    this.#readAll();
    const ways = this.#origins.saved(this.#kernel.size);
    const arrays = { ...metBy(this.#kernel), ways, levels: Int32Array.from(this.#levels) };
    const { transitions, beyond: outside } = this.#steps;
    const counts = { next: this.#next, transitions, beyond: outside };
    return { arrays, ...counts, asked: [...this.asked], found: this.broken };
  }

  /** Goes on from where another with the same share stood. To be asked of a new one. @throws RangeError */
  goOn({ arrays, next, transitions, beyond: outside, asked, found }: Standing<Broken>): void {
    meetAgain(this.#kernel, arrays);
    this.#origins.recall(arrays.ways);
    this.#levels.splice(0, this.#levels.length, ...arrays.levels);
    this.#levelEnd = arrays.levels.at(-1) ?? this.#kernel.size;
    this.#next = next;
    this.#steps.transitions = transitions;
    this.#steps.beyond = outside;
    this.#watch.recall(asked);
    for (const one of found) this.#broken.set(one.code, one);
  }

  #readAll(): void {
    for (const [part, letters] of this.#came.entries()) {
      for (const letter of letters.splice(0)) this.#read(part, letter);
    }
  }

  #read(part: number, letter: Letter): void {
    this.#inboxes[part]?.read(letter, (configuration, context, state, event) =>
      this.#enter(configuration, context, part, state, event),
    );
  }

  /** Sends every state that was expanded and is without a fault to `tell`, with its depth for an event. */
  tellCalm(tell: (letter: Letter) => void): void {
    const kernel = this.#kernel;
    const outbox = new Outbox(kernel);
    const calm = calmIn(kernel);
    const post = () => {
      const letter = outbox.letter();
      if (letter !== undefined) tell(letter);
    };
    let depth = 0;
    for (let state: KernelState = this.#foreign; state < this.#next; state += 1) {
      while (state >= (this.#levels[depth] ?? Number.POSITIVE_INFINITY)) depth += 1;
      if (!calm(state)) continue;
      const [where, what] = [kernel.configurationOf(state), kernel.contextOf(state)];
      if (outbox.add(state, depth, where, what)) post();
    }
    post();
  }

  /** Where a state of this part was come from first; undefined for the one that all begins with. */
  originOf(state: KernelState): Origin | undefined {
    if (state === this.#kernel.initial) return undefined;
    const { event, ...from } = this.#origins.of(state);
    return { ...from, event: this.#named(event) };
  }

  readonly #onLead: OnLead = (from, event, deed, where, what) => {
    const kernel = this.#kernel;
    if (where === kernel.configurationOf(from) && what === kernel.contextOf(from)) return;
    if (this.#internal[event] === true) this.#busy = true;
    if (where === beyond) return;
    for (const code of this.#watch.step(from, event, deed)) this.#breaks(code, from, event);
    const owner = this.#owners.of(what);
    if (owner === this.#share.index) this.#enter(where, what, owner, from, event);
    else if (this.#owners.isNew(where, what)) {
      const outbox = this.#outboxes[owner];
      if (outbox?.add(from, event, where, what)) this.#post(owner, outbox);
    }
  };

  #breaks(code: PromiseCode, state: KernelState, event?: number): void {
    if (this.#broken.has(code)) return;
    const by = event === undefined ? {} : { event: this.#named(event) };
    const events = this.depth + (event === undefined ? 0 : 1);
    this.#broken.set(code, { code, state, events, ...by });
  }

  #named(event: number): PairEvent {
    return eventNamed(this.#kernel.events[event] ?? '');
  }

  #enter(where: number, what: number, part: number, from: KernelState, event: number): void {
    const fresh = this.#kernel.size;
    if (this.#kernel.meet(where, what) === fresh) this.#origins.set(fresh, part, from, event);
  }

  #post(to: number, outbox: Outbox): void {
    const letter = outbox.letter();
    if (letter !== undefined) this.#send(to, letter);
  }
}
