import { grown, Vectors } from './vectors.ts';

/** Values, from -1, by two numbers each. */
export class PairMap {
  readonly #keys = new Vectors(2);
  readonly #key = new Int32Array(2);
  /** Each value plus two; 0 where none is known. */
  #values = new Int32Array(64);

  /** What is known for two numbers, or is made known by `make`. */
  get(first: number, second: number, make: (first: number, second: number) => number): number {
    this.#key[0] = first;
    this.#key[1] = second;
    const index = this.#keys.intern(this.#key);
    const known = (this.#values[index] ?? 0) - 2;
    if (known >= -1) return known;
    const value = make(first, second);
    if (index >= this.#values.length) this.#values = grown(this.#values, index + 1);
    this.#values[index] = value + 2;
    return value;
  }
}
