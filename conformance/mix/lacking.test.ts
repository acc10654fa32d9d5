import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatCell } from '../../scenarios/generate/cell.ts';
import { cellIn, convoys, planned } from '../campaign/plan.ts';
import { parseSeed } from '../campaign/seed.ts';
import { towardLacking } from './lacking.ts';

const file = join(mkdtempSync(join(tmpdir(), 'splitbrain-mix-')), 'mix.json');
const cell = (column: string, met: number, reachable = true) => ({ column, met, reachable });
const mix = (mode: string, commands: unknown[], faults: unknown[] = []) => ({
  mix: 1,
  least: 3,
  targets: [{ target: 'ceph 16.2.15', mode, tables: { commands, faults, changes: [] } }],
});
const write = (data: unknown) => writeFileSync(file, JSON.stringify(data));

test('each cell that is lacking is gone to as often as it lacks, all of them in turn', () => {
  const commands = [{ row: 'demote', cells: [cell('orphan', 1), cell('primary', 9)] }];
  const row = 'stop-osd at the peer';
  write(mix('snapshot', commands, [{ row, cells: [cell('idle', 2), cell('none', 0, false)] }]));
  const toward = towardLacking(file, ['snapshot', 'journal']);
  expect(toward.map((one) => formatCell(one.cell))).toEqual([
    'demote:orphan',
    'stop-osd.peer:idle',
    'demote:orphan',
  ]);
});

test('a copy in the making is gone to by nothing: it is so for a moment, and cannot be kept so', () => {
  write(mix('journal', [{ row: 'demote', cells: [cell('creating', 0), cell('trashed', 2)] }]));
  expect(towardLacking(file, ['journal']).map((one) => formatCell(one.cell))).toEqual([
    'demote:trashed',
  ]);
});

test('the seed of a run says what it goes to, and is enough to make it again', () => {
  write(mix('journal', [{ row: 'demote', cells: [cell('orphan', 1)] }]));
  const toward = towardLacking(file, ['journal']);
  const runs = [...convoys({ seed: 'x@y', modes: ['journal'], toward })].flat();
  expect(runs.map(({ seed }) => seed)).toEqual([
    'sb1-journal-x@y.0@demote:orphan',
    'sb1-journal-x@y.1@demote:orphan',
  ]);
  for (const { seed } of runs) expect(cellIn(parseSeed(seed).text)).toEqual(toward[0]?.cell);
  const [plain] = planned({ seed: 'x@y', modes: ['journal'], runs: 1 });
  expect(cellIn(plain?.seed ?? '')).toBeUndefined();
});

test.each([
  [
    'what lacks nothing',
    mix('journal', [{ row: 'demote', cells: [cell('orphan', 3)] }]),
    'lacks nothing',
  ],
  ['what is no mix', { mix: 2 }, 'is no realised mix; make one with `mix --json`'],
])('%s is told so', (_, data, words) => {
  write(data);
  expect(() => towardLacking(file, ['journal'])).toThrow(words);
});

test('a file that is not there is told, with the mend', () => {
  expect(() => towardLacking('/nowhere/mix.json', ['journal'])).toThrow(
    /^\/nowhere\/mix.json: cannot be read as a realised mix .*; make one with `mix --json`$/,
  );
});
