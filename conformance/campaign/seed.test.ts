import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modes } from '../../model/site.ts';
import {
  formatSeed,
  numberFrom,
  parseSeed,
  SeedError,
  volumeSeedVersion,
  volumeVersionOf,
} from './seed.ts';

describe('a seed', () => {
  it('is read as it was written, whatever its text and version', () => {
    const seed = fc.record(
      {
        mode: fc.constantFrom(...modes),
        text: fc.string({ minLength: 1 }),
        version: fc.constant(volumeSeedVersion),
      },
      { requiredKeys: ['mode', 'text'] },
    );
    fc.assert(
      fc.property(seed, (some) => {
        expect(parseSeed(formatSeed(some))).toEqual(some);
      }),
    );
  });

  it('names pool mode, which is of journal mode, by a word of its own', () => {
    const seed = { mode: 'journal', poolMode: 'pool', text: 'friday.1' } as const;
    expect(formatSeed(seed)).toBe('sb1-pool-friday.1');
    expect(parseSeed('sb1-pool-friday.1')).toEqual(seed);
  });

  it('of volumes makes what its version made; what is no seed, what the newest makes', () => {
    expect(volumeVersionOf('sb1-snapshot-friday.1')).toBe(1);
    expect(volumeVersionOf('sb2-snapshot-friday.1')).toBe(2);
    expect(volumeVersionOf('friday')).toBe(2);
  });

  it.each([
    ['friday', 'is not a seed'],
    ['sb1-snapshot-', 'is not a seed'],
    ['sb3-snapshot-friday.1', 'of version 3'],
    ['sb1-mirror-friday.1', 'unknown mode "mirror"'],
  ])('%s is refused with the reason', (text, reason) => {
    expect(() => parseSeed(text)).toThrow(SeedError);
    expect(() => parseSeed(text)).toThrow(reason);
  });

  it('makes the same number on any machine', () => {
    expect(['a', 'sb1-journal-x.1', ''].map(numberFrom)).toMatchInlineSnapshot(`
      [
        1823459548,
        29723601,
        715789690,
      ]
    `);
  });
});
