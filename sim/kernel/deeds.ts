import type { Decisions } from './decision.ts';
import { grown } from './vectors.ts';

/** In place of a sequence: a deed that changes no context. */
export const noSequence = -1;

/** What each deed is made of, by number: whether regions move, and which sequence of actions is run. */
export class Deeds<Said> {
  readonly #decisions: Pick<Decisions, 'deeds'>;
  readonly #say: (actions: readonly number[]) => Said;
  readonly #sequences = new Map<string, number>();
  readonly #actions: (readonly number[])[] = [];
  readonly #said: Said[] = [];
  /** By deed: twice its sequence plus two, and one more if regions move; 0 where it was not asked for yet. */
  #parts = new Int32Array(256);

  /** `say` tells what actions put in the output: that may not depend on the context. */
  constructor(decisions: Pick<Decisions, 'deeds'>, say: (actions: readonly number[]) => Said) {
    this.#decisions = decisions;
    this.#say = say;
  }

  /** Whether a deed takes a region to another leaf. */
  moves(deed: number): boolean {
    return (this.#partsOf(deed) & 1) === 1;
  }

  /** The number of a deed's sequence of actions, or `noSequence`. */
  sequence(deed: number): number {
    return (this.#partsOf(deed) >> 1) - 2;
  }

  /** The actions of a deed, in order. */
  actions(deed: number): readonly number[] {
    return this.#deed(deed).actions;
  }

  /** The actions of a sequence, in order. */
  inOrder(sequence: number): readonly number[] {
    return this.#actions[sequence] ?? [];
  }

  /** What a deed puts in the output. */
  said(deed: number): Said {
    const sequence = this.sequence(deed);
    return sequence === noSequence ? this.#say([]) : this.saidBy(sequence);
  }

  /** What a sequence puts in the output. */
  saidBy(sequence: number): Said {
    return this.#said[sequence] ?? this.#say(this.inOrder(sequence));
  }

  #deed(deed: number) {
    const known = this.#decisions.deeds[deed];
    if (known === undefined) throw new RangeError(`no deed has the number ${deed}`);
    return known;
  }

  #partsOf(deed: number): number {
    const known = this.#parts[deed] ?? 0;
    return known === 0 ? this.#number(deed) : known;
  }

  #number(deed: number): number {
    const { actions, moves } = this.#deed(deed);
    if (deed >= this.#parts.length) this.#parts = grown(this.#parts, deed + 1);
    const sequence = actions.length === 0 ? noSequence : this.#sequence(actions);
    const parts = (sequence + 2) * 2 + (moves.length > 0 ? 1 : 0);
    this.#parts[deed] = parts;
    return parts;
  }

  #sequence(actions: readonly number[]): number {
    const key = actions.join();
    const known = this.#sequences.get(key);
    if (known !== undefined) return known;
    const sequence = this.#actions.push(actions) - 1;
    this.#sequences.set(key, sequence);
    this.#said[sequence] = this.#say(actions);
    return sequence;
  }
}
