import { describe, expect, it } from 'vitest';
import { scheduleCommandNames } from '../../model/events.ts';
import { type Mode, modes } from '../../model/site.ts';
import type { Step } from '../../scenarios/step.ts';
import { check } from '../campaign/campaign.ts';
import { Models } from '../campaign/models.ts';
import { runGiven } from '../campaign/run.ts';
import { simTarget } from '../targets/sim.ts';
import { CellCounts } from './cells.ts';
import { reachableCells } from './reachable.ts';
import { Reader, readingOf } from './reader.ts';
import { rowsOf } from './rows.ts';
import { cellName, tableNames } from './tables.ts';

/** What one scenario met, its schedule spelled out. */
async function met(mode: Mode, steps: readonly Step[]): Promise<CellCounts> {
  const given = { name: 'x', steps, mode, seed: 'x', schedule: 'explicit' } as const;
  const record = await runGiven(given, { target: simTarget(), models: new Models() });
  expect(record.verdict).toEqual({ kind: 'pass' });
  const counts = new CellCounts();
  counts.add(record, new Reader(readingOf('sim')).momentsOf(record));
  return counts;
}

const copied: readonly Step[] = [
  { do: 'create', site: 'a' },
  { do: 'enable', site: 'a' },
  { do: 'settle' },
];

describe('a run', () => {
  it('meets a cell with each command: by its role, and by what it came to', async () => {
    const commands = (
      await met('snapshot', [
        ...copied,
        { do: 'promote', site: 'b', force: false },
        { do: 'promote', site: 'a', force: false },
        { do: 'write', site: 'a', blocks: 2 },
        { do: 'stop-site', site: 'b' },
        { do: 'demote', site: 'b' },
      ])
    ).of('commands');
    expect(commands.get('promote')?.get('following')).toEqual({
      ...{ met: 1, perhaps: 0, outcomes: { EBUSY: 1 } },
    });
    expect(commands.get('promote')?.get('primary')?.outcomes).toEqual({ EINVAL: 1 });
    expect(commands.get('write')?.get('primary')?.met).toBe(2);
    expect(commands.get('demote')?.get('unreachable')?.outcomes).toEqual({ ETIMEDOUT: 1 });
  });

  it('meets two cells with each fault: at its site, and at the peer', async () => {
    const faults = (await met('journal', [...copied, { do: 'kill-daemon', site: 'b' }])).of(
      'faults',
    );
    expect([...faults.keys()]).toEqual(['kill-daemon', 'kill-daemon at the peer']);
    expect([...(faults.get('kill-daemon')?.keys() ?? [])]).toEqual(['idle']);
    expect([...(faults.get('kill-daemon at the peer')?.keys() ?? [])]).toEqual(['primary']);
    const link = (await met('journal', [...copied, { do: 'slow' }])).of('faults').get('slow');
    expect([...(link?.keys() ?? [])].sort()).toEqual(['idle', 'primary']);
  });

  it('meets nothing by what is done in vain', async () => {
    const vain: Step[] = [...copied, { do: 'start-daemon', site: 'b' }];
    expect([...(await met('journal', vain)).of('faults').keys()]).toEqual([]);
  });

  it('meets each change of role, from none at first', async () => {
    const changes = (await met('journal', copied)).of('changes');
    expect([...changes].map(([before, after]) => [before, ...after.keys()])).toEqual([
      ['absent', 'unmirrored', 'nonprimary'],
      ['unmirrored', 'primary'],
    ]);
  });
});

/** Schedules are rare by design: see scenarios/generate/scheduled.test.ts. */
const isOften = (cell: string): boolean =>
  !scheduleCommandNames.some((name) => cell.startsWith(cellName(name, '')));

describe.each(modes)('generated scenarios, in %s mode', (mode) => {
  it('meet nothing out of reach, and most of what is within', { timeout: 600_000 }, async () => {
    const reader = new Reader(readingOf('sim'));
    const counts = new CellCounts();
    for await (const record of check({
      target: simTarget(),
      modes: [mode],
      seed: 'mix',
      runs: 550,
    })) {
      counts.add(record, reader.momentsOf(record));
    }
    const reachable = reachableCells({ mode, variants: [], looksAtOnce: true });
    for (const table of tableNames) {
      const cells = rowsOf(table, counts.of(table), reachable[table]).flatMap(({ row, cells }) =>
        cells
          .filter(({ met, perhaps }) => met + perhaps > 0)
          .map(({ column }) => cellName(row, column)),
      );
      expect(cells.filter((cell) => !reachable[table].has(cell))).toEqual([]);
      const often = [...reachable[table]].filter(isOften);
      expect(cells.filter(isOften).length).toBeGreaterThan(often.length * 0.85);
    }
  });
});
