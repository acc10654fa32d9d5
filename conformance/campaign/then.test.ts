import { expect, test } from 'vitest';
import type { Step } from '../../scenarios/step.ts';
import { simTarget } from '../targets/sim.ts';
import { continuationIn, continued, scheduleSeed, stepsBefore } from './continuation.ts';
import { Models } from './models.ts';
import { runSeed, scenarioOf } from './run.ts';

const models = new Models();
const bench = { target: simTarget(), models };

test('a seed says what it goes on from', () => {
  const seed = continued('sb1-snapshot-lost.6', 10, 3);
  expect(seed).toBe('sb1-snapshot-lost.6+10then3');
  expect(continuationIn('lost.6+10then3')).toEqual({ base: 'lost.6', steps: 10, number: 3 });
  expect(continuationIn('lost.6')).toBeUndefined();
  expect(scheduleSeed(continued(seed, 12, 4))).toBe('sb1-snapshot-lost.6');
});

test('what goes on from a run goes on before the step that failed, not in the midst of one', () => {
  const steps: Step[] = [
    { do: 'write', site: 'a', blocks: 2 },
    { do: 'settle' },
    { do: 'write', site: 'a', blocks: 3 },
  ];
  const before = Array.from({ length: 7 }, (_, recorded) => stepsBefore(steps, recorded));
  expect(before).toEqual([0, 0, 1, 2, 2, 2, 3]);
});

test.each(['sb1-snapshot-then.1', 'sb1-journal-then.2', 'sb1-pool-then.3'])(
  'what goes on from %s does the same first, as it was scheduled, and then something of its own',
  async (seed) => {
    const base = scenarioOf(seed, models);
    const length = base.length - 1;
    const before = await runSeed(seed, bench);
    const own = new Set<string>();
    for (let number = 0; number < 5; number += 1) {
      const next = continued(seed, length, number);
      const steps = scenarioOf(next, models);
      expect(steps.slice(0, length)).toEqual(base.slice(0, length));
      expect(scenarioOf(next, models)).toEqual(steps);
      own.add(JSON.stringify(steps.slice(length)));
      const record = await runSeed(next, bench);
      expect(record.verdict.kind).not.toBe('fail');
      const shared = Math.min(length, before.steps.length) - 1;
      expect(record.steps.slice(0, shared)).toEqual(before.steps.slice(0, shared));
    }
    expect(own.size).toBeGreaterThan(3);
  },
);
