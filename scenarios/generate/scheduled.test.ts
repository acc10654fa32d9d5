import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairMachine } from '../../model/pair.ts';
import { modes } from '../../model/site.ts';
import { Space } from '../../sim/space.ts';
import type { Step } from '../step.ts';
import { Scenarios } from './scenarios.ts';

const isSchedule = ({ do: name }: Step) => name === 'schedule' || name === 'unschedule';

describe.each(modes)('schedules in generated scenarios, in %s mode', (mode) => {
  const scenarios = new Scenarios(new Space(pairMachine(mode)), mode);
  const many = fc.sample(scenarios, { numRuns: 2000, seed: 11 });
  const scheduled = many.filter((steps) => steps.some(({ do: name }) => name === 'schedule'));

  it('are rare: real clusters need minutes for one', () => {
    expect(scheduled.length).toBeGreaterThan(many.length / 100);
    expect(scheduled.length).toBeLessThan(many.length / 33);
  });

  it('end before the pair settles for a second time', () => {
    for (const steps of scheduled) {
      const [from = 0, to = steps.length] = steps.flatMap((step, at) =>
        isSchedule(step) ? [at] : [],
      );
      const settles = steps.slice(from, to).filter(({ do: name }) => name === 'settle');
      expect(settles.length).toBeLessThanOrEqual(1);
    }
  });
});
