import { mixed } from '../kernel/pair-map.ts';
import { grown, hashOf } from '../kernel/vectors.ts';
import type { PairKernel } from '../pair-kernel.ts';

/** How many states that were sent are remembered: a power of two. */
const memory = 2 ** 18;

/** Which part of an exploration a state belongs to, and which states of others were found lately. */
export class Owners {
  readonly #kernel: PairKernel;
  readonly #parts: number;
  readonly #words: Int32Array;
  /** By context: its part, plus one; 0 where that was not asked yet. */
  #known = new Int32Array(1024);
  /** By twos: the configuration of a state, plus one, and its context. */
  readonly #lately = new Int32Array(2 * memory);

  constructor(kernel: PairKernel, parts: number) {
    this.#kernel = kernel;
    this.#parts = parts;
    this.#words = new Int32Array(kernel.width);
  }

  /** The part that the states of a context belong to: its words decide, and nothing else. */
  of(context: number): number {
    const known = this.#known[context] ?? 0;
    return known > 0 ? known - 1 : this.#find(context);
  }

  /** Whether a state was not found lately; what is forgotten counts as new. */
  isNew(configuration: number, context: number): boolean {
    const at = 2 * (mixed(configuration, context) & (memory - 1));
    if (this.#lately[at] === configuration + 1 && this.#lately[at + 1] === context) return false;
    this.#lately[at] = configuration + 1;
    this.#lately[at + 1] = context;
    return true;
  }

  #find(context: number): number {
    this.#kernel.writeContext(context, this.#words, 0);
    const part = (hashOf(this.#words, this.#words.length) >>> 0) % this.#parts;
    if (context >= this.#known.length) this.#known = grown(this.#known, context + 1);
    this.#known[context] = part + 1;
    return part;
  }
}
