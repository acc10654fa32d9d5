import { expect, test } from 'vitest';
import { commandNames, linkFaultNames, siteFaultNames } from '../../model/events.ts';
import { metRoles, stages } from '../../model/stages.ts';
import { type Cell, formatCell, parseCell } from './cell.ts';

const cells: readonly Cell[] = [
  ...commandNames.flatMap((name) =>
    metRoles.map((role): Cell => ({ kind: 'command', name, role })),
  ),
  ...stages.flatMap((stage): Cell[] => [
    ...linkFaultNames.map((name): Cell => ({ kind: 'fault', name, at: 'site', stage })),
    ...siteFaultNames.map((name): Cell => ({ kind: 'fault', name, at: 'site', stage })),
    ...siteFaultNames.map((name): Cell => ({ kind: 'fault', name, at: 'peer', stage })),
  ]),
];

test('every cell is read back as what was written, and no two are written alike', () => {
  for (const cell of cells) expect(parseCell(formatCell(cell))).toEqual(cell);
  expect(new Set(cells.map(formatCell)).size).toBe(cells.length);
});

test.each([
  '',
  'demote',
  'demote:idle',
  'demote.peer:orphan',
  'stop-osd:orphan:idle',
  'stop-osd:primary-ish',
  'cut.peer:idle',
  'friday:17',
])('"%s" is no cell', (text) => {
  expect(parseCell(text)).toBeUndefined();
});
