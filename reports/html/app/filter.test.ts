import { expect, test } from 'vitest';
import type { Row, Status } from '../data.ts';
import { chosen, matchedFirst } from './filter.ts';
import { hashOf, placeIn } from './place.ts';

const row = (seed: string, status: Status, rest: Partial<Row> = {}): Row => ({
  ...{ seed, mode: 'journal', scenario: 'generated', status, why: [], steps: 3, faults: [] },
  ...{ writes: { acknowledged: 0, lost: 0, discarded: 0 }, took: 100, failovers: [] },
  ...rest,
});

const rows = [
  row('x.2', 'pass', { faults: ['kill-site'], took: 300 }),
  row('x.10', 'fail', { why: ['one-writer'] }),
  row('x.9', 'fail', { mode: 'snapshot' }),
  row('x.1', 'inconclusive'),
];

const seeds = (hash: string) => chosen(rows, placeIn(hash)).map(({ row }) => row.seed);

test('failures come first, in the order in which they were met', () => {
  expect(seeds('')).toEqual(['x.10', 'x.9', 'x.1', 'x.2']);
});

test('scenarios are filtered by status, and searched for words in all that is told of them', () => {
  expect(seeds('#status=fail')).toEqual(['x.10', 'x.9']);
  expect(seeds('#status=fail.pass&q=kill')).toEqual(['x.2']);
  expect(seeds('#q=FAIL+snapshot')).toEqual(['x.9']);
  expect(seeds('#q=nowhere')).toEqual([]);
});

test('what is searched for stands first in its row, the rest in its order', () => {
  const why = ['one-writer: two', 'converges: late', 'stays-alive: no'];
  expect(matchedFirst(why, 'x.10 STAYS')).toEqual(['stays-alive: no', ...why.slice(0, 2)]);
  expect(matchedFirst(why, '')).toEqual(why);
});

test('they are sorted by any column, both ways, numbers in seeds as numbers', () => {
  expect(seeds('#sort=seed')).toEqual(['x.1', 'x.2', 'x.9', 'x.10']);
  expect(seeds('#sort=-took')[0]).toBe('x.2');
});

test('a place is what its address says, whatever is in it', () => {
  const hash =
    '#tab=times&status=fail.pass&q=a+%26+b&sort=-took&run=run-a+b%231&shrunk=1&scale=time&at=0';
  expect(hashOf(placeIn(hash))).toBe(hash);
  expect(placeIn('#tab=nowhere&at=x')).toEqual(placeIn(''));
});
