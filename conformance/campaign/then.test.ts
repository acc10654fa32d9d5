import { expect, test } from 'vitest';
import type { Step } from '../../scenarios/step.ts';
import { bundleOf } from '../bundle.ts';
import { givenOf } from '../replay.ts';
import { simTarget } from '../targets/sim.ts';
import {
  baseOf,
  continuationIn,
  continued,
  continuedSteps,
  isOfSteps,
  scheduleSeed,
  stepsBefore,
} from './continuation.ts';
import { Models } from './models.ts';
import { onward } from './onward.ts';
import { runGiven, runSeed, scenarioOf } from './run.ts';

const models = new Models();
const bench = { target: simTarget(), models };

test('a seed says what it goes on from', () => {
  const seed = continued('sb1-snapshot-lost.6', 10, 3);
  expect(seed).toBe('sb1-snapshot-lost.6+10then3');
  expect(continuationIn('lost.6+10then3')).toEqual({ base: 'lost.6', steps: 10, number: 3 });
  expect(continuationIn('lost.6')).toBeUndefined();
  expect(scheduleSeed(continued(seed, 12, 4))).toBe('sb1-snapshot-lost.6');
});

test('a seed says that it goes on from the steps of a file, whose schedule another one drew', () => {
  const seed = continuedSteps('sb1-snapshot-lost.6', 4, 3);
  expect(seed).toBe('on-sb1-snapshot-lost.6+4then3');
  expect([isOfSteps(seed), isOfSteps('sb1-snapshot-lost.6+4then3')]).toEqual([true, false]);
  expect(scheduleSeed(seed)).toBe('sb1-snapshot-lost.6');
  expect(scheduleSeed(continuedSteps(seed, 6, 2))).toBe('sb1-snapshot-lost.6');
  expect(scheduleSeed('on-call.yaml')).toBe('on-call.yaml');
  expect(baseOf('out/x.json+4then3+6then2')).toBe('out/x.json');
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

test.each(['sb1-snapshot-then.1', 'sb1-journal-then.2'])(
  'what goes on from the bundle of %s does what that says, and then something drawn anew',
  async (seed) => {
    const record = await runSeed(seed, bench);
    const bundle = bundleOf(record);
    const base = givenOf({ kind: 'bundle', file: 'x.json', bundle });
    const length = base.steps.length >> 1;
    const own = new Set<string>();
    for (let number = 0; number < 5; number += 1) {
      const next = onward(base, length, number, models);
      expect(next).toEqual(onward(base, length, number, models));
      expect(next).toMatchObject({ seed: `on-${seed}+${length}then${number}`, freeFrom: length });
      expect(next.steps.slice(0, length)).toEqual(base.steps.slice(0, length));
      const first = await runGiven(next, bench);
      expect(first.verdict.kind).not.toBe('fail');
      expect(await runGiven(next, bench)).toEqual(first);
      const alone = await runGiven({ ...base, steps: base.steps.slice(0, length) }, bench);
      const shared = alone.steps.length;
      expect(first.steps.slice(0, shared)).toEqual(alone.steps);
      const daemons = first.steps.slice(shared).flatMap((step) => step.daemons);
      own.add(JSON.stringify([next.steps.slice(length), daemons]));
      const again = givenOf({ kind: 'bundle', file: 'y.json', bundle: bundleOf(first) });
      expect((await runGiven(again, bench)).verdict).toEqual(first.verdict);
    }
    expect(own.size).toBeGreaterThan(3);
  },
);
