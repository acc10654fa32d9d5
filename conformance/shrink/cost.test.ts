import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairMachine } from '../../model/pair.ts';
import { Scenarios } from '../../scenarios/generate/scenarios.ts';
import { Space } from '../../sim/space.ts';
import { compareCost } from './cost.ts';

const scenario = new Scenarios(new Space(pairMachine('snapshot')), 'snapshot');

describe('the order of simplicity', () => {
  it('is total: of two different scenarios one is simpler, and none is simpler than itself', () => {
    fc.assert(
      fc.property(scenario, scenario, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(compareCost(one, other) === 0).toBe(same);
        expect(Math.sign(compareCost(one, other))).toBe(-Math.sign(compareCost(other, one)) + 0);
        expect(compareCost(one, one)).toBe(0);
      }),
    );
  });

  it('has shorter before longer, and fewer faults before more', () => {
    fc.assert(
      fc.property(scenario, (steps) => {
        expect(compareCost(steps.slice(1), steps)).toBeLessThan(0);
        expect(compareCost([{ do: 'settle' }], [{ do: 'cut' }])).toBeLessThan(0);
      }),
    );
  });
});
