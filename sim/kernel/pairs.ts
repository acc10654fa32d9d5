import { grown } from './vectors.ts';

/** So many second numbers, one after the other, share a block: four lines of a processor's cache. */
const blockBits = 6;
const blockSize = 2 ** blockBits;

/**
 * Pairs of numbers, each kept once and known by a number, from 0, in the order in which they came. Both
 * numbers name things that are numbered themselves, from 0, so that a pair has a place of its own: to
 * look one up takes no search. Room is made for blocks of places, where there is a pair among them.
 */
export class Pairs {
  /** All pairs, one after the other. It is replaced when it grows: do not keep it. */
  words = new Int32Array(1024);
  /** By first number, and block of second numbers: which of the blocks, from 1; 0 for none. */
  readonly #rows: Int32Array[] = [];
  /** By block and place in it: the number of the pair, plus one; 0 for none. */
  #places = new Int32Array(blockSize * 16);
  #blocks = 1;
  #size = 0;

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of a pair, which is kept if it is new. */
  intern(first: number, second: number): number {
    const block = this.#rows[first]?.[second >> blockBits] ?? 0;
    const place = block * blockSize + (second & (blockSize - 1));
    const known = block === 0 ? 0 : (this.#places[place] ?? 0);
    return known === 0 ? this.#add(first, second) : known - 1;
  }

  #add(first: number, second: number): number {
    const id = this.#size;
    this.#size += 1;
    if (this.#size * 2 > this.words.length) this.words = grown(this.words, this.#size * 2);
    this.words[id * 2] = first;
    this.words[id * 2 + 1] = second;
    const block = this.#blockOf(first, second >> blockBits);
    this.#places[block * blockSize + (second & (blockSize - 1))] = id + 1;
    return id;
  }

  #blockOf(first: number, index: number): number {
    let row = this.#rows[first] ?? new Int32Array(index + 1);
    if (index >= row.length) row = grown(row, index + 1);
    this.#rows[first] = row;
    const known = row[index] ?? 0;
    if (known !== 0) return known;
    const block = this.#blocks;
    this.#blocks += 1;
    const end = this.#blocks * blockSize;
    if (end > this.#places.length) this.#places = grown(this.#places, end);
    row[index] = block;
    return block;
  }
}
