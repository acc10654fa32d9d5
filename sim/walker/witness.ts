import type { Command, PairEvent } from '../../model/events.ts';
import type { Reach } from '../../model/interruption.ts';
import type { AtRest } from '../../model/promise-checks.ts';
import type { PromiseCode } from '../../model/promises.ts';
import { sites } from '../../model/site.ts';
import type { StateId } from '../../model/stepper.ts';
import { statusAt } from '../../model/views.ts';
import { diverges } from '../diverges.ts';
import { Watch } from '../explorer/watch.ts';
import { PairMap } from '../kernel/pair-map.ts';
import type { Space } from '../space.ts';

/** Why a walk is worth a closer look: it breaks a promise, or is not what is specified. */
export type Suspicion = PromiseCode | 'divergence';

/**
 * Judges a walk from within, step by step. An oracle that follows from outside holds every state for
 * possible that what was seen allows. The one that the pair is in is always among them, as long as each
 * of its steps is one that is specified: so a walk that raises no suspicion is one that passes, and only
 * the others need an oracle.
 */
export class Witness {
  readonly #space: Space;
  readonly #watch: Watch;
  readonly #at: AtRest;
  readonly #specified: Space | undefined;
  /** By state and number of an event: 1 if that is not what is specified. */
  readonly #diverges = new PairMap();
  /** The commands that were interrupted, by number. */
  readonly #interrupted = new Set<number>();
  #suspicion: Suspicion | undefined;
  #repeated = false;

  /** `specified` is what the pair is held to; left out where the pair is that itself. */
  constructor(space: Space, at: AtRest, specified?: Space) {
    this.#space = space;
    this.#watch = new Watch(space.kernel, at);
    this.#at = at;
    this.#specified = specified;
  }

  /** What was suspected first; undefined if nothing was. */
  get suspicion(): Suspicion | undefined {
    return this.#suspicion;
  }

  /** Another walk begins. */
  begin(): void {
    this.#suspicion = undefined;
    this.#repeated = false;
    this.#interrupted.clear();
    this.#watch.lately();
  }

  /** The promises that were at stake in this walk: no other could have been broken. */
  atStake(): readonly PromiseCode[] {
    const lately = this.#watch.lately();
    return this.#repeated ? [...lately, 'retry-is-safe'] : lately;
  }

  /** A step was taken: an event, by its number too, as what was decided for it. */
  step(from: StateId, event: PairEvent, number: number, deed: number, to: StateId): void {
    if (this.#interrupted.has(number)) this.#repeated = true;
    if (to !== from) this.#suspicion ??= this.#watch.step(from, number, deed)[0];
    const specified = this.#specified;
    if (specified === undefined || this.#suspicion !== undefined) return;
    const stride = { event, from, to };
    const judged = this.#diverges.get(from, number, () =>
      diverges(this.#space, specified, stride) ? 1 : 0,
    );
    if (judged === 1) this.#suspicion = 'divergence';
  }

  /** A command was interrupted, and came so far. */
  interrupted(from: StateId, command: Command, reach: Reach, to: StateId): void {
    const number = this.#space.kernel.number(command);
    if (number !== undefined) this.#interrupted.add(number);
    const specified = this.#specified;
    if (specified === undefined) return;
    const ways = specified.interruptions(specified.adopt(this.#space, from), command) ?? [];
    const known = ways.some(
      (way) => way.reach === reach && specified.isSame(way.to, this.#space, to),
    );
    if (!known) this.#suspicion ??= 'divergence';
  }

  /** The pair has come to rest. */
  rests(state: StateId): void {
    this.#suspicion ??= this.#watch.atRest(state)[0];
    if (this.#specified === undefined) return;
    const view = this.#space.view(state);
    const told = sites.every((site) => this.#at.status(view, site) === statusAt(view, site));
    if (!told) this.#suspicion ??= 'divergence';
  }
}
