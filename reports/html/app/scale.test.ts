import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Column } from './picture.ts';
import { byTime, narrowest, tail, timesOf } from './scale.ts';

/** Columns of steps that end one after another, with what daemons did between them. */
const columns = fc
  .array(fc.record({ took: fc.nat({ max: 100_000 }), daemons: fc.nat({ max: 3 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((steps): Column[] => {
    let at = 0;
    return steps.flatMap(({ took, daemons }, index) => {
      at += took;
      const between = Array.from(
        { length: daemons },
        (): Column => ({ kind: 'daemon', text: 'd' }),
      );
      return [...between, { kind: 'step', text: 's', number: index + 1, at }];
    });
  });

test('every moment has a time, in order, and a step its own', () => {
  fc.assert(
    fc.property(columns, (all) => {
      const times = timesOf(all);
      expect(times.length).toBe(all.length + 1);
      for (const [index, { at }] of all.entries()) {
        expect(times[index + 1]).toBeGreaterThanOrEqual(times[index] ?? 0);
        if (at !== undefined) expect(times[index + 1]).toBeCloseTo(at);
      }
    }),
  );
});

test('to scale, a moment is as wide as it lasted, none too narrow to be seen', () => {
  fc.assert(
    fc.property(columns, fc.integer({ min: 300, max: 3000 }), (all, available) => {
      const [times, starts] = [timesOf(all), byTime(all, available)];
      const widths = all.map((_, moment) => (starts[moment + 1] ?? 0) - (starts[moment] ?? 0));
      const lasts = all.map((_, moment) => (times[moment + 1] ?? 0) - (times[moment] ?? 0));
      const scale = (available - tail - narrowest) / Math.max(1, times.at(-1) ?? 0);
      for (const [moment, width] of widths.entries()) {
        expect(width).toBeCloseTo(Math.max(narrowest, (lasts[moment] ?? 0) * scale));
      }
    }),
  );
});
