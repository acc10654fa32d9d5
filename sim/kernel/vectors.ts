/** More of one kind than this fit in no array of 32-bit numbers that this could make. */
const mostWords = 2 ** 31;

/**
 * Vectors of 32-bit integers, all of one width, each kept once and known by a number, from 0, in the
 * order in which they came: a set by open addressing (linear probing) over two flat arrays.
 */
export class Vectors {
  readonly width: number;
  /** All vectors, one after the other. It is replaced when it grows: do not keep it. */
  words: Int32Array;
  #slots: Int32Array;
  #size = 0;

  constructor(width: number) {
    this.width = width;
    this.words = new Int32Array(width * 64);
    this.#slots = new Int32Array(256);
  }

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of a vector, which is kept if it is new. */
  intern(vector: Int32Array): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(vector, this.width) & mask;
    for (;;) {
      const known = (this.#slots[slot] ?? 0) - 1;
      if (known < 0) return this.#add(vector, slot);
      if (this.#is(known, vector)) return known;
      slot = (slot + 1) & mask;
    }
  }

  #is(known: number, vector: Int32Array): boolean {
    const { width, words } = this;
    for (let index = 0, at = known * width; index < width; index += 1, at += 1) {
      if (words[at] !== vector[index]) return false;
    }
    return true;
  }

  #add(vector: Int32Array, slot: number): number {
    const id = this.#size;
    this.#size += 1;
    const end = this.#size * this.width;
    if (end > this.words.length) this.words = grown(this.words, end);
    for (let index = 0; index < this.width; index += 1) {
      this.words[id * this.width + index] = vector[index] ?? 0;
    }
    this.#slots[slot] = id + 1;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#size; id += 1) {
      const vector = this.words.subarray(id * this.width, (id + 1) * this.width);
      let slot = hashOf(vector, this.width) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}

/** A copy with room for `needed` numbers, and as much again. */
export function grown(array: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  if (needed > mostWords) throw new RangeError(`${needed} words are more than one array can hold`);
  const more = new Int32Array(Math.min(mostWords, Math.max(array.length * 2, needed)));
  more.set(array);
  return more;
}

/** Mixes all words of a vector into one (the rounds of MurmurHash3, a public-domain design). */
export function hashOf(vector: Int32Array, width: number): number {
  let hash = width;
  for (let index = 0; index < width; index += 1) {
    let word = Math.imul(vector[index] ?? 0, 0xcc9e2d51);
    word = (word << 15) | (word >>> 17);
    hash ^= Math.imul(word, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
