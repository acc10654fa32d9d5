import { closed } from '../../model/belief.ts';
import { type Command, type Fault, siteOf } from '../../model/events.ts';
import type { Site } from '../../model/site.ts';
import type { StateId } from '../../model/stepper.ts';
import type { Space } from '../space.ts';
import { allIn, imageIn, rolesIn } from './shown.ts';

/** In place of an answer where a model gives none. */
export const unanswered = 'unanswered';

/** Something from outside, and all that was seen of what came of it. */
export type Seen =
  | { readonly kind: 'fault'; readonly fault: Fault; readonly roles: string }
  | { readonly kind: 'rest'; readonly all: string }
  | {
      readonly kind: 'command';
      readonly command: Command;
      /** Undefined where its client was killed midway. */
      readonly answer: string | undefined;
      readonly roles: string;
      /** What the image shows at the site, where its role may have changed; undefined where nobody looks. */
      readonly image: string | undefined;
    };

/**
 * What an oracle holds for possible, by what was seen: sets of states of what is specified, each known by a number.
 * It is stricter than an oracle, as it takes what is not promised for promised, too: whatever is possible here is
 * possible there.
 */
export class Beliefs {
  /** All that is possible before anything was seen. */
  readonly first: number;
  readonly #space: Space;
  readonly #sets: (readonly StateId[])[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #after: Map<string, number | undefined>[] = [];

  constructor(space: Space) {
    this.#space = space;
    this.first = this.#number([space.initial]) ?? 0;
  }

  /** What is possible once that was seen; undefined where nothing is. */
  after(belief: number, seen: Seen): number | undefined {
    this.#after[belief] ??= new Map();
    const known = this.#after[belief];
    const key = JSON.stringify(seen);
    if (!known.has(key)) known.set(key, this.#find(this.#sets[belief] ?? [], seen));
    return known.get(key);
  }

  #find(states: readonly StateId[], seen: Seen): number | undefined {
    const view = (state: StateId) => this.#space.view(state);
    if (seen.kind === 'rest') {
      const rested = states.filter((state) => this.#space.isSettled(state));
      return this.#number(rested.filter((state) => allIn(view(state)) === seen.all));
    }
    const to = closed(
      this.#space,
      states.flatMap((state) => this.#ends(state, seen)),
    );
    const image = (state: StateId, site: Site) => imageIn(view(state), site);
    const fits = [...to].filter(
      (state) =>
        rolesIn(view(state)) === seen.roles &&
        (seen.kind === 'fault' ||
          seen.image === undefined ||
          image(state, siteOf(seen.command)) === seen.image),
    );
    return this.#number(fits);
  }

  /** What a fault, or a command that came to this, can have led to. */
  #ends(state: StateId, seen: Exclude<Seen, { kind: 'rest' }>): readonly StateId[] {
    if (seen.kind === 'fault') return [this.#space.fault(state, seen.fault)];
    if (seen.answer === undefined) {
      return (this.#space.interruptions(state, seen.command) ?? []).map(({ to }) => to);
    }
    const answered = this.#space.command(state, seen.command) ?? { outcome: unanswered, to: state };
    return answered.outcome === seen.answer ? [answered.to] : [];
  }

  #number(states: readonly StateId[]): number | undefined {
    if (states.length === 0) return undefined;
    const all = [...closed(this.#space, states)].sort((one, other) => one - other);
    const key = all.join();
    const known = this.#numbers.get(key) ?? this.#sets.push(all) - 1;
    this.#numbers.set(key, known);
    return known;
  }
}
