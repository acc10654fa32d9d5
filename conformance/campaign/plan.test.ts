import { expect, test } from 'vitest';
import { type Plan, planned } from './plan.ts';

const seeds = (plan: Plan) => [...planned(plan)].map(({ seed }) => seed);

test('a campaign alternates its modes', () => {
  expect(seeds({ seed: 'friday', modes: ['journal', 'snapshot'], runs: 2 })).toEqual([
    'sb1-journal-friday.0',
    'sb1-snapshot-friday.0',
    'sb1-journal-friday.1',
    'sb1-snapshot-friday.1',
  ]);
});

test('the runs of one mode are the same whether or not the other runs too', () => {
  const both = seeds({ seed: 'x', modes: ['journal', 'snapshot'], runs: 5 });
  const alone = seeds({ seed: 'x', modes: ['snapshot'], runs: 5 });
  expect(both.filter((seed) => seed.includes('snapshot'))).toEqual(alone);
});

test('a campaign can begin at any of its runs', () => {
  const modes = ['journal'] as const;
  expect(seeds({ seed: 'x', modes, from: 3, runs: 5 })).toEqual(
    seeds({ seed: 'x', modes, runs: 5 }).slice(3),
  );
});
