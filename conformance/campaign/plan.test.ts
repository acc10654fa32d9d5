import { expect, test } from 'vitest';
import { convoys, leaderIn, type Plan, planned } from './plan.ts';

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

test('runs that share a pair of clusters are led by the first of them', () => {
  const plan = { seed: 'x', modes: ['journal', 'snapshot'] as const, runs: 5, images: 3 };
  const groups = [...convoys(plan)].map((convoy) => convoy.map(({ seed }) => seed));
  expect(groups).toEqual([
    ['sb1-journal-x.0~0', 'sb1-journal-x.1~0', 'sb1-journal-x.2~0'],
    ['sb1-snapshot-x.0~0', 'sb1-snapshot-x.1~0', 'sb1-snapshot-x.2~0'],
    ['sb1-journal-x.3~3', 'sb1-journal-x.4~3'],
    ['sb1-snapshot-x.3~3', 'sb1-snapshot-x.4~3'],
  ]);
  expect([...convoys({ ...plan, from: 4 })].flat().map(({ index }) => index)).toEqual([4, 4]);
  expect(leaderIn('x.4~3')).toEqual({ own: 'x.4', leader: 'x.3' });
  expect(leaderIn('x.4')).toBeUndefined();
});

test('a campaign can begin at any of its runs', () => {
  const modes = ['journal'] as const;
  expect(seeds({ seed: 'x', modes, from: 3, runs: 5 })).toEqual(
    seeds({ seed: 'x', modes, runs: 5 }).slice(3),
  );
});
