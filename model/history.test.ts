import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsMax, eventsOf, isPrefix, missing, newest, oldest, only, upTo } from './history.ts';

const event = fc.nat(eventsMax - 1);
const history = fc.integer({ min: 0, max: 2 ** eventsMax - 1 });

describe('a history', () => {
  it('lists its events in the order in which they happened', () => {
    fc.assert(
      fc.property(fc.uniqueArray(event), (ids) => {
        const made = ids.reduce((sum, id) => sum | only(id), 0);
        expect(eventsOf(made)).toEqual([...ids].sort((one, other) => one - other));
      }),
    );
  });

  it('knows its oldest and newest event', () => {
    fc.assert(
      fc.property(history, (some) => {
        const ids = eventsOf(some);
        expect(oldest(some)).toBe(ids[0] ?? -1);
        expect(newest(some)).toBe(ids.at(-1) ?? -1);
      }),
    );
  });

  it('cut off at one of its events is a prefix of itself, and lacks just what came later', () => {
    fc.assert(
      fc.property(history, event, (some, id) => {
        const cut = upTo(some, id);
        expect(isPrefix(cut, some)).toBe(true);
        expect(eventsOf(missing(cut, some))).toEqual(eventsOf(some).filter((later) => later > id));
      }),
    );
  });

  it('that has an event of its own follows nobody', () => {
    fc.assert(
      fc.property(history, event, (some, own) => {
        fc.pre((some & only(own)) === 0);
        expect(isPrefix(some | only(own), some)).toBe(false);
      }),
    );
  });
});
