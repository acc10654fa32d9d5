import { isFault, isInternal, nameOf } from '../../model/events.ts';
import { strikeNames } from '../../model/fault-ends.ts';
import type { StateId } from '../../model/stepper.ts';
import { faultsIn } from '../explorer/bound.ts';
import { Chances } from '../kernel/chances.ts';
import { noDeed } from '../kernel/kernel.ts';
import type { PairKernel } from '../pair-kernel.ts';
import type { Random, Temper } from './temper.ts';

/** In place of an event: none was found. */
export const noEvent = -1;

/** How often to draw before it is given up. */
const tries = 100;

/** How often what is refused, or what changes nothing, is given all the same. */
const odd = { refused: 0.03, idle: 0.02 };

const strikes: ReadonlySet<string> = new Set(strikeNames);

/** Chooses what a walk does next. Each choice depends on the state and on what is drawn, and on nothing else. */
export class Choices {
  readonly #kernel: PairKernel;
  readonly #daemons: Chances;
  readonly #ends: readonly number[];
  readonly #isStrike: readonly boolean[];
  readonly #underWay: number[] = [];
  /** What was decided for the event that was chosen last. */
  deed = noDeed;
  /** The state that it leads to. */
  to: StateId = 0;

  constructor(kernel: PairKernel) {
    const numbers = (is: (event: string) => boolean) =>
      kernel.events.flatMap((event, number) => (is(event) ? [number] : []));
    this.#kernel = kernel;
    this.#daemons = new Chances(kernel, numbers(isInternal));
    this.#isStrike = kernel.events.map((event) => strikes.has(nameOf(event)));
    this.#ends = numbers((event) => isFault(event) && !strikes.has(nameOf(event)));
  }

  /** A step of a daemon: the first from a place that is drawn; or `noEvent`, where there is none. */
  daemon(state: StateId, random: Random): number {
    const chances = this.#daemons.at(this.#kernel.configurationOf(state));
    const first = Math.floor(random() * chances.length) & ~1;
    for (let count = 0; count < chances.length; count += 2) {
      const event = chances[(first + count) % chances.length] ?? 0;
      if (this.#leads(state, event) && this.to !== state) return event;
    }
    return noEvent;
  }

  /** A command, as a walk leans; or `noEvent`. */
  command(state: StateId, random: Random, { commands }: Temper): number {
    for (let count = 0; count < tries && commands.length > 0; count += 1) {
      const event = commands[Math.floor(random() * commands.length)] ?? 0;
      const deed = this.#kernel.deed(state, event);
      if (deed === noDeed) continue;
      const refused = this.#kernel.said(deed) !== 'ok';
      if (refused && random() >= odd.refused) continue;
      this.#follow(state, deed);
      if (refused || this.to !== state || random() < odd.idle) return event;
    }
    return noEvent;
  }

  /** A fault, or the end of one, as a walk leans; or `noEvent`. */
  fault(state: StateId, random: Random, { faults, atOnce }: Temper): number {
    const full = this.#faultsAt(state) >= atOnce;
    for (let count = 0; count < tries && faults.length > 0; count += 1) {
      const event = faults[Math.floor(random() * faults.length)] ?? 0;
      if (full && this.#isStrike[event]) continue;
      if (this.#leads(state, event) && this.to !== state) return event;
    }
    return noEvent;
  }

  /** This event, whatever it comes to; or `noEvent`, where it cannot happen. */
  only(state: StateId, event: number): number {
    return this.#leads(state, event) ? event : noEvent;
  }

  /** The first of some events that changes something; or `noEvent`. */
  first(state: StateId, events: readonly number[]): number {
    return events.find((event) => this.#leads(state, event) && this.to !== state) ?? noEvent;
  }

  /** The first end of a fault that changes something; or `noEvent`. */
  end(state: StateId): number {
    return this.first(state, this.#ends);
  }

  #leads(state: StateId, event: number): boolean {
    const deed = this.#kernel.deed(state, event);
    if (deed !== noDeed) this.#follow(state, deed);
    return deed !== noDeed;
  }

  #follow(state: StateId, deed: number): void {
    this.deed = deed;
    this.to = this.#kernel.follow(state, deed);
  }

  #faultsAt(state: StateId): number {
    const configuration = this.#kernel.configurationOf(state);
    this.#underWay[configuration] ??= faultsIn(this.#kernel.regions, this.#kernel.leaves(state));
    return this.#underWay[configuration];
  }
}
