import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameOf } from '../../model/events.ts';
import { modes } from '../../model/site.ts';
import { machineOf, statusOf } from '../../model/variant.ts';
import { type Expedition, Explorer } from './explorer.ts';
import type { Letter } from './mail.ts';
import { Part } from './part.ts';

const names = ['create', 'enable', 'write', 'promote', 'promote-force', 'demote', 'resync'];

/** Several parts at work in one thread: letters come in any order, each part's own in theirs. */
function together(expedition: Expedition, of: number, order: (count: number) => number): Part[] {
  const bags: { readonly from: number; readonly to: number; readonly letter: Letter }[][] = [];
  const parts = Array.from({ length: of }, (_, index) => {
    bags[index] = [];
    const send = (to: number, letter: Letter) => bags[index]?.push({ from: index, to, letter });
    return new Part(expedition, { index, of }, send);
  });
  while (parts.some(({ left }) => left > 0)) {
    for (const part of parts) part.expand(Number.POSITIVE_INFINITY);
    for (let full = bags.filter((bag) => bag.length > 0); full.length > 0; ) {
      const one = full[order(full.length)]?.shift();
      if (one !== undefined) parts[one.to]?.take(one.from, one.letter);
      full = bags.filter((bag) => bag.length > 0);
    }
    for (const part of parts) part.advance();
  }
  return parts;
}

describe.each(modes)('parts of an exploration, in %s mode', (mode) => {
  const expedition: Expedition = {
    machine: machineOf(mode),
    ...{ mode, status: statusOf(), bound: { events: 3, writes: 1, faults: 0 } },
    follows: (event) => names.includes(nameOf(event)),
    depth: Number.POSITIVE_INFINITY,
    states: Number.POSITIVE_INFINITY,
  };
  const alone = new Explorer(expedition);
  while (alone.end === undefined) alone.explore(1_000);

  it('visit together what one visits alone, each state once', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.infiniteStream(fc.nat()), (of, numbers) => {
        const parts = together(expedition, of, (count) => (numbers.next().value ?? 0) % count);
        const sum = (one: (part: Part) => number) =>
          parts.reduce((all, part) => all + one(part), 0);
        const { states, expanded, transitions, beyond } = alone.reached;
        expect(sum(({ reached }) => reached.states)).toBe(states);
        expect(sum(({ reached }) => reached.expanded)).toBe(expanded);
        expect(sum(({ reached }) => reached.transitions)).toBe(transitions);
        expect(sum(({ reached }) => reached.beyond)).toBe(beyond);
        for (const [code, times] of alone.asked) {
          expect(sum(({ asked }) => asked.get(code) ?? 0)).toBe(times);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('find each state the same way, in whatever order letters come', () => {
    const origins = (order: (count: number) => number) =>
      together(expedition, 3, order).map((part) =>
        Array.from({ length: part.reached.states }, (_, state) => part.originOf(state)),
      );
    expect(origins(() => 0)).toEqual(origins((count) => count - 1));
  });
});
