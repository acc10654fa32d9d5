import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modes } from '../../model/site.ts';
import { convoys } from './plan.ts';
import { parseShard, sizeIn } from './shard.ts';

const seed = fc.string({ minLength: 1, maxLength: 5 }).filter((text) => /^[^\n\r]+$/.test(text));

describe('shards', () => {
  it('have each run of a campaign in exactly one of them, the same each time', () => {
    const plan = fc.record({
      seed,
      from: fc.nat(20),
      more: fc.nat(40),
      images: fc.integer({ min: 1, max: 4 }),
      of: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(plan, ({ more, of, ...given }) => {
        const whole = { ...given, modes, runs: given.from + more };
        const seedsOf = (shard?: { index: number; of: number }) =>
          [...convoys({ ...whole, ...(shard && { shard }) })].flat().map((run) => run.seed);
        const all = Array.from({ length: of }, (_, place) => seedsOf({ index: place + 1, of }));
        expect(all.flat().sort()).toEqual(seedsOf().sort());
        expect(new Set(all.flat()).size).toBe(all.flat().length);
        expect(all.flat()).toHaveLength(more * modes.length);
      }),
    );
  });

  it('are as large as is said before they begin', () => {
    const some = fc.record({ index: fc.integer({ min: 1, max: 8 }), rest: fc.nat(7) });
    fc.assert(
      fc.property(some, fc.nat(30), fc.nat(30), ({ index, rest }, from, count) => {
        const shard = { index, of: index + rest };
        const plan = { seed: 'x', modes: ['journal'] as const, from, runs: from + count, shard };
        expect(sizeIn(shard, from, count)).toBe([...convoys(plan)].length);
      }),
    );
  });

  it.each(['0/3', '4/3', '3', '1/0', 'a/b', '-1/2'])('are not named %s', (text) => {
    expect(() => parseShard(text)).toThrow(/is no shard; write 1\/8 to 8\/8/);
  });
});
