/** A slot: the two numbers, and the value plus two, so that 0 says that nothing is there. */
const wide = 3;

/** In place of a value that is not known. */
export const unknown = -2;

/** Values, from -1, by any two numbers each: open addressing over one flat array. */
export class PairMap {
  #slots = new Int32Array(wide * 1024);
  #size = 0;

  /** What is known for two numbers, or `unknown`. */
  find(first: number, second: number): number {
    return (this.#slots[this.#place(first, second) + 2] ?? 0) - 2;
  }

  /** What is known for two numbers, or is made known by `make`. */
  get(first: number, second: number, make: () => number): number {
    const known = this.find(first, second);
    return known === unknown ? this.set(first, second, make()) : known;
  }

  /** Makes a value known; returns it. */
  set(first: number, second: number, value: number): number {
    const at = this.#place(first, second);
    if (this.#slots[at + 2] === 0) this.#size += 1;
    this.#slots[at] = first;
    this.#slots[at + 1] = second;
    this.#slots[at + 2] = value + 2;
    if (this.#size * wide * 2 > this.#slots.length) this.#grow();
    return value;
  }

  /** Where two numbers are, or would be. There are so many slots as a power of two. */
  #place(first: number, second: number): number {
    const slots = this.#slots;
    let at = (mixed(first, second) & (slots.length / wide - 1)) * wide;
    while (slots[at + 2] !== 0 && (slots[at] !== first || slots[at + 1] !== second)) {
      at = at + wide === slots.length ? 0 : at + wide;
    }
    return at;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 4);
    for (let from = 0; from < before.length; from += wide) {
      if (before[from + 2] === 0) continue;
      const to = this.#place(before[from] ?? 0, before[from + 1] ?? 0);
      this.#slots.set(before.subarray(from, from + wide), to);
    }
  }
}

/** Mixes two numbers into one (the constants and the final rounds of MurmurHash3, a public-domain design). */
export function mixed(first: number, second: number): number {
  let hash = Math.imul(first, 0xcc9e2d51) ^ Math.imul(second, 0x1b873593);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
