import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './yaml-nearest.ts';

const word = fc.string({ maxLength: 12 });

describe('the distance between two words', () => {
  it('counts letters put in, left out and replaced', () => {
    expect(editDistance('promot', 'promote')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'cut')).toBe(3);
  });

  it('is zero for a word and itself, and the same both ways', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(editDistance(one, one)).toBe(0);
        expect(editDistance(one, other)).toBe(editDistance(other, one));
      }),
    );
  });
});

describe('the word that was probably meant', () => {
  it('is the nearest one, whatever its case', () => {
    expect(nearest('demot', ['promote', 'demote'])).toBe('demote');
    expect(nearest('ebusy', ['EINVAL', 'EBUSY'])).toBe('EBUSY');
    expect(nearest('start_daemon', ['start-site', 'start-daemon'])).toBe('start-daemon');
  });

  it('is none when no word is near', () => {
    expect(nearest('c', ['a', 'b'])).toBeUndefined();
    expect(nearest('reboot', ['promote', 'cut', 'heal'])).toBeUndefined();
    expect(nearest('x'.repeat(10_000), ['x'])).toBeUndefined();
  });
});
