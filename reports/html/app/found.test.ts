import { expect, test } from 'vitest';
import type { Row } from '../data.ts';
import { found } from './found.ts';

const row = (seed: string, ...why: readonly string[]): Row => ({
  ...{ seed, mode: 'journal', scenario: 'generated', status: 'fail', why, steps: 3, faults: [] },
  ...{ writes: { acknowledged: 0, lost: 0, discarded: 0 }, took: 100, failovers: [] },
});

const kindsOf = (rows: readonly Row[]) =>
  found(rows, ['loses-nothing', 'one-writer']).map(
    ({ kind, mode, runs }) => [kind, mode, ...runs.map(({ seed }) => seed)] as const,
  );

test('each way to fail is told once with its runs, the gravest first, then the most frequent', () => {
  const rows = [
    row('x.1', 'one-writer: two', 'unheard-of: rare'),
    row('x.2', 'one-writer: three', 'loses-nothing: one'),
    row('x.3', 'one-writer: three'),
  ];
  expect(kindsOf(rows)).toEqual([
    ['loses-nothing: one', 'journal', 'x.2'],
    ['one-writer: three', 'journal', 'x.2', 'x.3'],
    ['one-writer: two', 'journal', 'x.1'],
    ['unheard-of: rare', 'journal', 'x.1'],
  ]);
});

test('modes are told apart, and runs that failed by nothing are left out', () => {
  const open: Row = { ...row('x.3', 'too much history'), status: 'inconclusive' };
  const other: Row = { ...row('x.2', 'one-writer: two'), mode: 'snapshot' };
  expect(kindsOf([row('x.1', 'one-writer: two'), other, open])).toEqual([
    ['one-writer: two', 'journal', 'x.1'],
    ['one-writer: two', 'snapshot', 'x.2'],
  ]);
});
