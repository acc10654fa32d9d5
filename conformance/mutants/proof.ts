import { commands, faults, isCommand, nameOf } from '../../model/events.ts';
import { endOf, strikeNames } from '../../model/fault-ends.ts';
import type { Mode } from '../../model/site.ts';
import type { StateId } from '../../model/stepper.ts';
import { machineOf } from '../../model/variant.ts';
import { Beliefs } from '../../sim/mutants/beliefs.ts';
import { type Inputs, inclusionOf } from '../../sim/mutants/inclusion.ts';
import { type Mutation, mutated } from '../../sim/mutants/mutation.ts';
import type { Change } from '../../sim/pair-kernel.ts';
import { Space } from '../../sim/space.ts';
import type { Taken } from '../../sim/walker/walker.ts';

/** A mutant that differs, and of which all that can be seen may come of what is specified, within a bound. */
export interface Proved {
  readonly kind: 'proved';
  /** The bound: so many events of an image. */
  readonly events: number;
  /** How often the mutant was in something, with something held for possible: each of them once. */
  readonly situations: number;
}

/** The events of an image that a way may have: a proof is of a small bound. */
const eventsMax = 4;

/** So many situations at most. */
const situationsMax = 40_000;

/** Proves of mutants of one mode that no oracle can find fault with them. */
export class Proofs {
  readonly #mode: Mode;
  readonly #beliefs: Beliefs;

  constructor(mode: Mode) {
    this.#mode = mode;
    this.#beliefs = new Beliefs(new Space(machineOf(mode)));
  }

  /**
   * Follows a mutant with what is held for possible, by writes and all that is in a way to where it differs, for one
   * event more than that way has. Undefined where that is more than a small bound, or where something can be seen.
   */
  of(mutation: Mutation, way: readonly Taken[]): Proved | undefined {
    const change: Change = (rules) => mutated(rules, mutation);
    const space = new Space(machineOf(this.#mode), { change });
    const events = eventsAlong(space, way);
    if (events === undefined || events > eventsMax) return undefined;
    const inclusion = inclusionOf(space, this.#beliefs, inputsOf(way, events + 1));
    if (inclusion.kind !== 'included') return undefined;
    return { kind: 'proved', events: events + 1, situations: inclusion.situations };
  }
}

/** What can be done from outside: writes and all that is done along a way, at both sites, in any order, as often as can be. */
function inputsOf(way: readonly Taken[], events: number): Inputs {
  const inWay: readonly string[] = ['write', ...way.map(({ event }) => nameOf(event))];
  const strikes = strikeNames.filter((name) => inWay.includes(name));
  const struck: readonly string[] = [...strikes, ...strikes.map(endOf)].filter(
    (name) => name !== undefined,
  );
  const cut = way.flatMap(({ event, reach }) => (reach === undefined ? [] : nameOf(event)));
  return {
    commands: commands.filter((command) => inWay.includes(nameOf(command))),
    interruptible: (command) => cut.includes(nameOf(command)),
    faults: faults.filter((fault) => struck.includes(nameOf(fault))),
    ...{ events, most: situationsMax },
  };
}

/** How many events of an image a way has; undefined for one that leads through what is not followed. */
function eventsAlong(space: Space, way: readonly Taken[]): number | undefined {
  let here: StateId = space.initial;
  for (const { event, reach, writing } of way) {
    if (writing !== undefined) return undefined;
    const ways = reach !== undefined && isCommand(event) ? space.interruptions(here, event) : [];
    const to =
      reach === undefined ? space.after(here, event) : ways?.find((one) => one.reach === reach)?.to;
    if (to === undefined) return undefined;
    here = to;
  }
  return space.view(here).context.next;
}
