import type { Command, Fault, Internal } from '../model/events.ts';
import { eventsOf } from '../model/history.ts';
import type { Reach } from '../model/interruption.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Site } from '../model/site.ts';
import type { StateId, Stepper } from '../model/stepper.ts';
import { type PairState, readAt } from '../model/views.ts';
import { type Scheduler, wayOf } from './scheduler.ts';

/** How long a command takes, in virtual milliseconds. */
const commandMs = 50;

/** More steps than daemons take before a command, unless they go round for ever. */
const eagerMax = 200;

/** Two simulated clusters that mirror one image: the model, run on a virtual clock. */
export class SimulatedPair {
  readonly #model: Stepper;
  readonly #scheduler: Scheduler;
  readonly #numbers = new Map<number, number>();
  #state: StateId;
  #now = 0;
  #done: Internal[] = [];
  /** The states that daemons went on from while time passed, since something else was done. */
  readonly #passed = new Set<StateId>();

  constructor(model: Stepper, scheduler: Scheduler) {
    this.#model = model;
    this.#scheduler = scheduler;
    this.#state = model.initial;
  }

  /** Virtual milliseconds since the pair was made. */
  get now(): number {
    return this.#now;
  }

  /** What is so. */
  get state(): PairState {
    return this.#model.view(this.#state);
  }

  /** Whether the daemons have nothing left to do. */
  get idle(): boolean {
    return this.#model.internals(this.#state).length === 0;
  }

  /** Gives a command, after whatever the daemons do first. A write or an edit has a number. */
  command(command: Command, number?: number): Outcome | 'full' {
    this.#letDaemonsAct();
    return this.#give(command, number);
  }

  /**
   * Gives a command, and kills its client midway: it comes as far as `wanted` says, or as may be where
   * that is true. Returns how far it came, or the answer where that came before; undefined where it
   * cannot come so far.
   */
  interrupt(command: Command, wanted: true | Reach, number?: number) {
    this.#letDaemonsAct();
    const event = this.state.context.next;
    const ways = this.#model.interruptions(this.#state, command);
    if (ways === undefined) return { answer: 'full' } as const;
    const way = wayOf(this.#scheduler, ways, wanted);
    if (way === undefined && wanted !== true) return undefined;
    if (way === undefined) return { answer: this.#give(command, number) } as const;
    this.#state = way.to;
    this.#now += commandMs;
    const isDone = way.reach === 'done' || way.reach === 'withhold';
    if (number !== undefined && isDone) this.#numbers.set(event, number);
    return { answer: 'INTERRUPTED', reach: way.reach } as const;
  }

  /**
   * Demotes the image while a client writes on: as many of the writes `numbers` are acknowledged as
   * `wanted` says, or as may be where that is true. The last may be late, where there is such a thing.
   */
  demoteWriting(site: Site, wanted: true | number, numbers: readonly number[]) {
    this.#letDaemonsAct();
    const count = wanted === true ? this.#scheduler.writes(numbers.length) : wanted;
    let acknowledged = 0;
    for (const number of numbers.slice(0, count)) {
      const last = acknowledged === count - 1;
      if ((last && this.#writeLate(site, number)) || this.#give(`write.${site}`, number) === 'ok') {
        acknowledged += 1;
      } else break;
    }
    return { answer: this.#give(`demote.${site}`), begun: acknowledged, acknowledged };
  }

  #writeLate(site: Site, number: number): boolean {
    const event = this.state.context.next;
    const to = this.#model.lateWrite(this.#state, site);
    if (to === undefined) return false;
    this.#state = to;
    this.#numbers.set(event, number);
    return true;
  }

  #give(command: Command, number?: number): Outcome | 'full' {
    const event = this.state.context.next;
    const answered = this.#model.command(this.#state, command);
    if (answered === undefined) return 'full';
    this.#state = answered.to;
    this.#now += commandMs;
    if (number !== undefined && answered.outcome === 'ok') this.#numbers.set(event, number);
    return answered.outcome;
  }

  /** Lets a fault strike or end, after whatever the daemons do first. */
  fault(fault: Fault): void {
    this.#letDaemonsAct();
    this.#state = this.#model.fault(this.#state, fault);
    this.#now += commandMs;
  }

  /** Takes one step of a daemon, as told; false where the state does not allow it. */
  take(event: Internal): boolean {
    this.#passed.clear();
    const edge = this.#model.internals(this.#state).find((known) => known.event === event);
    if (edge === undefined) return false;
    this.#follow(edge);
    this.#done.pop();
    return true;
  }

  /**
   * Lets virtual time pass, in which the daemons do what they have to do. Where they would go round for ever,
   * they are held to have gone once.
   */
  elapse(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const edge = this.#scheduler.during(this.#model.internals(this.#state));
      const again = this.#scheduler.isFixed === true && this.#passed.has(this.#state);
      if (edge === undefined || this.#now >= until || again) break;
      this.#passed.add(this.#state);
      this.#follow(edge);
    }
    this.#now = Math.max(this.#now, until);
  }

  /** The writes that a read of the image at a site gives back, ascending. */
  read(site: Site): number[] {
    const { writes } = this.state.context;
    return eventsOf(readAt(this.state, site) & writes).map((event) => this.numberOf(event));
  }

  /** The number that the write or the edit of an event was given with; 0 for any other event. */
  numberOf(event: number): number {
    return this.#numbers.get(event) ?? 0;
  }

  /** What the daemons did since this was last asked. */
  drain(): Internal[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  #letDaemonsAct(): void {
    this.#passed.clear();
    for (let count = 0; count < eagerMax; count += 1) {
      const edges = this.#model.internals(this.#state);
      if (edges.length === 0) return;
      const edge = this.#scheduler.before(edges);
      if (edge === undefined) return;
      this.#follow(edge);
    }
  }

  #follow({ event, to }: { readonly event: Internal; readonly to: StateId }): void {
    this.#state = to;
    this.#done.push(event);
    this.#now += this.#scheduler.duration();
  }
}
