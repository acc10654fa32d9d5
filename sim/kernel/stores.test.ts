import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PairMap } from './pair-map.ts';
import { Pairs } from './pairs.ts';
import { Vectors } from './vectors.ts';

const word = fc.oneof(fc.integer(), fc.integer({ min: -3, max: 3 }));
const small = fc.nat({ max: 300 });

describe('what a kernel keeps', () => {
  it('knows each vector by the number that it came with', () => {
    const vectors = fc.array(fc.tuple(word, word, word), { maxLength: 400, size: 'max' });
    const property = fc.property(vectors, (all) => {
      const store = new Vectors(3);
      const numbers = new Map<string, number>();
      for (const vector of all) {
        const known = numbers.get(vector.join()) ?? numbers.size;
        numbers.set(vector.join(), known);
        const id = store.intern(Int32Array.from(vector));
        expect(id).toBe(known);
        expect([...store.words.slice(id * 3, id * 3 + 3)]).toEqual(vector);
      }
      expect(store.size).toBe(numbers.size);
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('knows each pair by the number that it came with', () => {
    const pairs = fc.array(fc.tuple(small, small), { maxLength: 2000, size: 'max' });
    const property = fc.property(pairs, (all) => {
      const store = new Pairs();
      const numbers = new Map<string, number>();
      for (const [first, second] of all) {
        const known = numbers.get(`${first} ${second}`) ?? numbers.size;
        numbers.set(`${first} ${second}`, known);
        expect(store.intern(first, second)).toBe(known);
        expect([...store.words.slice(known * 2, known * 2 + 2)]).toEqual([first, second]);
      }
      expect(store.size).toBe(numbers.size);
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('makes the value of two numbers once, be they what they may', () => {
    const keys = fc.array(fc.tuple(word, word), { maxLength: 2000, size: 'max' });
    const property = fc.property(keys, (all) => {
      const map = new PairMap();
      const known = new Map<string, number>();
      for (const [first, second] of all) {
        const key = `${first} ${second}`;
        const value = known.get(key) ?? known.size - 1;
        const make = () => (known.has(key) ? Number.NaN : value);
        expect(map.get(first, second, make)).toBe(value);
        known.set(key, value);
      }
    });
    fc.assert(property, { numRuns: 50 });
  });
});
