import seedrandom from 'seedrandom';
import { type Command, isCommand, nameOf, type PairEvent } from '../../model/events.ts';
import type { Interruption, Reach } from '../../model/interruption.ts';
import type { AtRest } from '../../model/promise-checks.ts';
import type { PromiseCode } from '../../model/promises.ts';
import type { StateId } from '../../model/stepper.ts';
import { eventNamed } from '../pair-kernel.ts';
import { explicitScheduler } from '../scheduler.ts';
import type { Space } from '../space.ts';
import { Choices, noEvent } from './choices.ts';
import { type Random, type Temper, Tempers } from './temper.ts';
import { type Suspicion, Witness } from './witness.ts';

/** One event of a walk; a command that was interrupted came as far as `reach` says. */
export interface Taken {
  readonly event: PairEvent;
  readonly reach?: Reach;
  /** A client writes through it: a demotion. */
  readonly writing?: true;
}

/** A walk, and what is suspicious about it. */
export interface Walked {
  /** From the empty pair to where all faults have ended. */
  readonly taken: readonly Taken[];
  /** How many steps the daemons took after that, until they came to rest. */
  readonly settled: number;
  readonly suspicion: Suspicion | undefined;
  /** The promises that were at stake: no other could have been broken. */
  readonly atStake: readonly PromiseCode[];
}

/** What to walk, and how it is judged. */
export interface WalkerOptions extends AtRest {
  readonly space: Space;
  /** What the pair is held to; left out where `space` is that itself. */
  readonly specified?: Space;
  /** Each walk has so many steps, or fewer where it comes to an end; those to its rest not counted. */
  readonly length: number;
  /** Whether the client of a command can be killed midway. */
  readonly interruptible: (command: Command) => boolean;
  /** Told each state that a walk comes to, and the steps that led there: not to be kept. */
  readonly onState?: (state: StateId, taken: readonly Taken[]) => void;
}

/** How likely it is that a command that was interrupted is given again, before each step. */
const again = 0.3;

/** More steps than daemons take before they have nothing left to do. */
const restMax = 1000;

/**
 * Walks a pair at random, each walk from its seed alone: commands, faults, and every step of the daemons;
 * then all faults end, and the daemons come to rest.
 */
export class Walker {
  readonly #space: Space;
  readonly #witness: Witness;
  readonly #choices: Choices;
  readonly #length: number;
  readonly #tempers: Tempers;
  /** By number of an event: the event, taken. */
  readonly #plain: readonly Taken[];
  /** What explicit schedules have happen before a command comes, wherever it can. */
  readonly #before: readonly number[];
  readonly #interruptible: (command: Command) => boolean;
  readonly #onState: WalkerOptions['onState'];
  #random: Random = Math.random;
  #temper: Temper;
  #state: StateId = 0;
  #taken: Taken[] = [];
  /** The command that was interrupted last, and not given again yet. */
  #killed = noEvent;

  constructor({ space, length, interruptible, onState, ...held }: WalkerOptions) {
    this.#onState = onState;
    const { kernel } = space;
    this.#space = space;
    this.#length = length;
    this.#interruptible = interruptible;
    this.#witness = new Witness(space, held, held.specified);
    this.#choices = new Choices(kernel);
    this.#plain = kernel.events.map((event) => ({ event: eventNamed(event) }));
    this.#before = kernel.events.flatMap((event, at) => (nameOf(event) === 'near-end' ? [at] : []));
    this.#tempers = new Tempers(kernel.events);
    this.#temper = this.#tempers.draw(this.#random);
  }

  /** How many states have been met. */
  get size(): number {
    return this.#space.size;
  }

  /** Takes the walk of a seed: from the empty pair, or from where some steps lead, as far as they can be taken. */
  walk(seed: string, steps: readonly Taken[] = []): Walked {
    this.#begin(seed);
    for (const step of steps) if (!this.#retrace(step)) break;
    while (this.#taken.length < this.#length && this.#goOn());
    for (let end = this.#end(); end !== noEvent; end = this.#end()) this.#take(end);
    const settled = this.#settle();
    const { suspicion } = this.#witness;
    return { taken: this.#taken, settled, suspicion, atStake: this.#witness.atStake() };
  }

  /** How many of some steps can be taken, one after the other, from the empty pair. */
  retraces(steps: readonly Taken[]): number {
    this.#begin('');
    const stuck = steps.findIndex((step) => !this.#retrace(step));
    return stuck < 0 ? steps.length : stuck;
  }

  #begin(seed: string): void {
    this.#random = seedrandom.alea(seed);
    this.#temper = this.#tempers.draw(this.#random);
    this.#state = this.#space.initial;
    this.#taken = [];
    this.#killed = noEvent;
    this.#witness.begin();
  }

  /** Takes a step that is given; false where it cannot be taken. */
  #retrace({ event, reach }: Taken): boolean {
    const number = this.#space.kernel.number(event) ?? noEvent;
    if (reach === undefined || !isCommand(event)) {
      return this.#took(number === noEvent ? noEvent : this.#choices.only(this.#state, number));
    }
    const ways = this.#space.interruptions(this.#state, event) ?? [];
    return this.#leave(
      event,
      ways.find((way) => way.reach === reach),
    );
  }

  /** Takes a step; false where none was found. */
  #goOn(): boolean {
    const { pace, striking } = this.#temper;
    if (this.#random() < pace && this.#act()) return true;
    if (this.#random() < striking && this.#strike()) return true;
    return this.#command() || this.#act();
  }

  #act(): boolean {
    return this.#took(this.#choices.daemon(this.#state, this.#random));
  }

  #strike(): boolean {
    this.#makeReady();
    return this.#took(this.#choices.fault(this.#state, this.#random, this.#temper));
  }

  #end(): number {
    this.#makeReady();
    return this.#choices.end(this.#state);
  }

  #command(): boolean {
    this.#makeReady();
    const { killing } = this.#temper;
    if (killing === 0) return this.#took(this.#chosen());
    if (this.#killed !== noEvent && this.#random() < again) return this.#repeat();
    const event = this.#chosen();
    if (event === noEvent) return false;
    if (this.#random() >= killing || !this.#interrupt(event)) this.#take(event);
    return true;
  }

  #chosen(): number {
    return this.#choices.command(this.#state, this.#random, this.#temper);
  }

  /** Gives the command again that was interrupted last. */
  #repeat(): boolean {
    const event = this.#choices.only(this.#state, this.#killed);
    this.#killed = noEvent;
    return this.#took(event);
  }

  #took(event: number): boolean {
    if (event !== noEvent) this.#take(event);
    return event !== noEvent;
  }

  /** Takes the event that was chosen last. */
  #take(event: number): void {
    const { deed, to } = this.#choices;
    const taken = this.#plain[event];
    if (taken === undefined) throw new RangeError(`no event has the number ${event}`);
    this.#witness.step(this.#state, taken.event, event, deed, to);
    this.#taken.push(taken);
    this.#state = to;
    this.#onState?.(to, this.#taken);
  }

  #interrupt(number: number): boolean {
    const event = this.#plain[number]?.event ?? '';
    if (!isCommand(event) || !this.#interruptible(event)) return false;
    const ways = this.#space.interruptions(this.#state, event) ?? [];
    return this.#leave(event, ways[Math.floor(this.#random() * ways.length)]);
  }

  /** Leaves a command as far as it came; false where it cannot be left there. */
  #leave(event: Command, way: Interruption | undefined): boolean {
    if (way === undefined) return false;
    this.#witness.interrupted(this.#state, event, way.reach, way.to);
    this.#taken.push({ event, reach: way.reach });
    this.#killed = this.#space.kernel.number(event) ?? noEvent;
    this.#state = way.to;
    this.#onState?.(way.to, this.#taken);
    return true;
  }

  /** What explicit schedules have happen first, happens. */
  #makeReady(): void {
    const first = () => this.#choices.first(this.#state, this.#before);
    for (let event = first(); event !== noEvent; event = first()) this.#take(event);
  }

  /** Lets the daemons come to rest, in the fixed order of explicit schedules; returns their steps. */
  #settle(): number {
    const { kernel } = this.#space;
    for (let steps = 0; steps < restMax; steps += 1) {
      const from = this.#state;
      const edge = explicitScheduler.during(this.#space.internals(from));
      if (edge === undefined) {
        this.#witness.rests(from);
        return steps;
      }
      const number = kernel.number(edge.event) ?? noEvent;
      this.#witness.step(from, edge.event, number, kernel.deed(from, number), edge.to);
      this.#state = edge.to;
    }
    return restMax;
  }
}
