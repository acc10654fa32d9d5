import type { Command, Fault, Internal } from '../model/events.ts';
import { eventsOf } from '../model/history.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Site } from '../model/site.ts';
import type { StateId, Stepper } from '../model/stepper.ts';
import type { PairState } from '../model/views.ts';
import type { Scheduler } from './scheduler.ts';

/** How long a command takes, in virtual milliseconds. */
const commandMs = 50;

/** Two simulated clusters that mirror one image: the model, run on a virtual clock. */
export class SimulatedPair {
  readonly #model: Stepper;
  readonly #scheduler: Scheduler;
  readonly #writes = new Map<number, number>();
  #state: StateId;
  #now = 0;
  #done: Internal[] = [];

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

  /** Gives a command, after whatever the daemons do first. A `write` stamps block `write`. */
  command(command: Command, write?: number): Outcome | 'full' {
    this.#letDaemonsAct();
    const event = this.state.context.next;
    const answered = this.#model.command(this.#state, command);
    if (answered === undefined) return 'full';
    this.#state = answered.to;
    this.#now += commandMs;
    if (write !== undefined && answered.outcome === 'ok') this.#writes.set(event, write);
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
    const edge = this.#model.internals(this.#state).find((known) => known.event === event);
    if (edge === undefined) return false;
    this.#follow(edge);
    this.#done.pop();
    return true;
  }

  /** Lets virtual time pass, in which the daemons do what they have to do. */
  elapse(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const edge = this.#scheduler.during(this.#model.internals(this.#state));
      if (edge === undefined || this.#now >= until) break;
      this.#follow(edge);
    }
    this.#now = Math.max(this.#now, until);
  }

  /** The writes that a read of the image at a site gives back, ascending. */
  read(site: Site): number[] {
    return eventsOf(this.state.context[site].history).flatMap((id) => this.#writes.get(id) ?? []);
  }

  /** What the daemons did since this was last asked. */
  drain(): Internal[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  #letDaemonsAct(): void {
    for (;;) {
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
