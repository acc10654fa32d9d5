import { expect, test } from 'vitest';
import type { RealisedMix, TargetMix } from '../conformance/mix/mix.ts';
import type { MixCell } from '../conformance/mix/rows.ts';
import { Tallies } from '../conformance/mix/totals.ts';
import { failedRun } from './example.ts';
import { screenWidth } from './grid.ts';
import { mixData, mixExit, mixText } from './mix.ts';

const cell = (column: string, met: number, perhaps = 0, reachable = true): MixCell => ({
  ...{ column, met, perhaps, reachable },
});

const totals = new Tallies();
totals.add(failedRun);

const target: TargetMix = {
  target: 'ceph 18.2.7',
  mode: 'journal',
  totals,
  tables: {
    commands: [
      { row: 'demote', cells: [cell('primary', 7), cell('blocked', 0)] },
      { row: 'write', cells: [cell('primary', 31), cell('blocked', 0, 0, false)] },
    ],
    faults: [
      { row: 'hold', cells: [cell('first-copy', 5), cell('idle', 2, 4)] },
      { row: 'hold at the peer', cells: [cell('first-copy', 0, 9), cell('idle', 6)] },
    ],
    changes: [{ row: 'absent', cells: [cell('absent', 0, 0, false), cell('primary', 5)] }],
  },
};
const bound = { events: 9, faults: 1 };
const mix: RealisedMix = { least: 5, doubting: false, bound, targets: [target] };

test('the realised mix is three tables: what was met, what was not, and what cannot be', () => {
  expect(`\n${mixText(mix)}\n`).toBe(`
ceph 18.2.7, journal mode: what happened in 1 run
  demote  ok 1
  write   ok 1
  faults  cut 1
  writes  1 acknowledged, 0 lost, 1 discarded

Commands, by what they met at their site (2 of 3 met 5 times)
       primary blocked
demote       7       0
write       31       .

Faults and their ends, by the stage of the replayer there and at the peer (2 of 4 met 5 times)
              first idle
               copy
hold              5  2+4
  at the peer   0+9    6

Roles of the image at a site, by the role before (1 of 1 met 5 times)
       absent primary
absent      .       5

Met fewer than 5 times:
  demote: blocked 0
  hold: idle 2+4
  hold at the peer: first-copy 0+9

.    cannot be met, as far as the model was explored: 9 events and one more, faults under way: 1
2+4  met twice for certain, and perhaps 4 times more
`);
});

test('what is rare is told by name, on lines that fit', () => {
  const cells = Array.from({ length: 30 }, (_, index) => cell(`column-${index}`, 1));
  const wide = { ...target, tables: { ...target.tables, commands: [{ row: 'write', cells }] } };
  const lines = mixText({ ...mix, targets: [wide] }).split('\n');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(screenWidth);
  expect(lines.join(' ').match(/column-\d+ 1/g)).toHaveLength(30);
});

test('the exit code tells whether all that can be met was met often enough', () => {
  expect(mixExit(mix)).toBe(3);
  expect(mixExit({ ...mix, least: 1 })).toBe(3);
  const { commands, faults, changes } = target.tables;
  const tables = { commands: commands.slice(1), faults: faults.slice(0, 1), changes };
  expect(mixExit({ ...mix, targets: [{ ...target, tables }], least: 2 })).toBe(0);
  const all = { ...mix, targets: [{ ...target, tables }], least: 2 };
  expect(mixText(all)).toContain('All that can be met was met at least 2 times.');
});

test('the mix as data names what is rare', () => {
  expect(mixData(mix)).toMatchObject({
    least: 5,
    targets: [
      {
        target: 'ceph 18.2.7',
        rare: [
          { table: 'commands', row: 'demote', column: 'blocked', met: 0, perhaps: 0 },
          { table: 'faults', row: 'hold', column: 'idle', met: 2, perhaps: 4 },
          { table: 'faults', row: 'hold at the peer', column: 'first-copy', met: 0, perhaps: 9 },
        ],
      },
    ],
  });
});
