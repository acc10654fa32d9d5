import type { Layout } from './layout.ts';
import { grown, Vectors } from './vectors.ts';

/** Names a context. */
export type ContextId = number;

/**
 * The contexts of a machine that have been met, each kept once, packed. All that guards ask of a context
 * alone is asked when it is first met, and noted as one bit for each question.
 */
export class Contexts<Context extends object> {
  readonly #layout: Layout<Context>;
  readonly #predicates: readonly ((context: Context) => boolean)[];
  readonly #all: Vectors;
  readonly #words: Int32Array;
  readonly #truthWords: number;
  #truths = new Int32Array(64);

  constructor(layout: Layout<Context>, predicates: readonly ((context: Context) => boolean)[]) {
    this.#layout = layout;
    this.#predicates = predicates;
    this.#all = new Vectors(layout.width);
    this.#words = new Int32Array(layout.width);
    this.#truthWords = Math.ceil(predicates.length / 32);
  }

  /** How many there are. */
  get size(): number {
    return this.#all.size;
  }

  /** The number of a context; its output does not tell it from others. */
  keep(context: Context): ContextId {
    const before = this.#all.size;
    this.#layout.pack(context, this.#words);
    const id = this.#all.intern(this.#words);
    if (id === before) this.#ask(id, context);
    return id;
  }

  /** Writes the words of a context into an array, from a place on. */
  write(id: ContextId, into: Int32Array, at: number): void {
    const { width } = this.#layout;
    into.set(this.#all.words.subarray(id * width, (id + 1) * width), at);
  }

  /** The number of the context whose words stand in an array, from a place on. */
  read(words: Int32Array, at: number): ContextId {
    const before = this.#all.size;
    this.#words.set(words.subarray(at, at + this.#layout.width));
    const id = this.#all.intern(this.#words);
    if (id === before) this.#ask(id, this.get(id));
    return id;
  }

  /** A context by its number; its output is the initial one. */
  get(id: ContextId): Context {
    return this.#layout.unpack(this.#all.words, id * this.#layout.width);
  }

  /** Whether a predicate, by number, holds in a context. */
  holds(id: ContextId, predicate: number): boolean {
    const word = this.#truths[id * this.#truthWords + (predicate >> 5)] ?? 0;
    return ((word >>> (predicate & 31)) & 1) === 1;
  }

  #ask(id: ContextId, context: Context): void {
    const from = id * this.#truthWords;
    const end = from + this.#truthWords;
    if (end > this.#truths.length) this.#truths = grown(this.#truths, end);
    for (let index = 0; index < this.#predicates.length; index += 1) {
      if (this.#predicates[index]?.(context) !== true) continue;
      const word = from + (index >> 5);
      this.#truths[word] = (this.#truths[word] ?? 0) | (1 << (index & 31));
    }
  }
}
