import { mixed } from './mixed.ts';

/** A slot: the two numbers, and the value plus two, so that 0 says that nothing is there. */
const wide = 3;

/** Values, from -1, by any two numbers each: open addressing over one flat array. */
export class PairMap {
  #slots = new Int32Array(wide * 1024);
  #size = 0;

  /** What is known for two numbers, or is made known by `make`. */
  get(first: number, second: number, make: (first: number, second: number) => number): number {
    const known = this.#slots[this.#find(first, second) + 2] ?? 0;
    if (known !== 0) return known - 2;
    const value = make(first, second);
    this.#put(first, second, value + 2);
    return value;
  }

  /** Where two numbers are, or would be. There are so many slots as a power of two. */
  #find(first: number, second: number): number {
    const slots = this.#slots;
    let at = (mixed(first, second) & (slots.length / wide - 1)) * wide;
    while (slots[at + 2] !== 0 && (slots[at] !== first || slots[at + 1] !== second)) {
      at = at + wide === slots.length ? 0 : at + wide;
    }
    return at;
  }

  #put(first: number, second: number, stored: number): void {
    const at = this.#find(first, second);
    this.#slots[at] = first;
    this.#slots[at + 1] = second;
    this.#slots[at + 2] = stored;
    this.#size += 1;
    if (this.#size * wide * 2 > this.#slots.length) this.#grow();
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 4);
    for (let from = 0; from < before.length; from += wide) {
      if (before[from + 2] === 0) continue;
      const to = this.#find(before[from] ?? 0, before[from + 1] ?? 0);
      this.#slots.set(before.subarray(from, from + wide), to);
    }
  }
}
