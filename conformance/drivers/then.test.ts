import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { scratch } from '../cli/scratch.ts';
import { cli } from '../cli/start.ts';
import { readRecords } from '../output/record.ts';
import { summarySchema } from '../output/summary.ts';
import { type DriverRecord, stepsTo } from './record.ts';
import { driverRecordSchema } from './schema.ts';

vi.setConfig({ testTimeout: 300_000 });

const at = scratch('then-driven');

const driver = ['--driver', 'python3 docs/example_driver.py'];

/** A record without what real time is in it. */
const timeless = (record: DriverRecord): DriverRecord =>
  driverRecordSchema.parse(
    JSON.parse(JSON.stringify(record), (key, value) => (key === 'ms' ? 0 : value)),
  );

async function replayed(text: string): Promise<DriverRecord> {
  const { out } = await cli('replay', text, ...driver, '--json');
  return timeless(driverRecordSchema.parse(JSON.parse(out).record));
}

/** What goes on from a run, in the order of their numbers. */
async function after(name: string, text: string, count: number) {
  const then = ['--then', `${count}`, '--shrink', '0', '--out', at(name)];
  const { code, err } = await cli('replay', text, ...driver, ...then);
  if (code === 2) throw new Error(err);
  const { runs } = readRecords(at(name, 'record.jsonl'), driverRecordSchema);
  const summary = summarySchema.parse(JSON.parse(readFileSync(at(name, 'summary.json'), 'utf8')));
  const number = ({ seed }: DriverRecord) => Number(/then(\d+)$/.exec(seed)?.[1]);
  const all = [...runs].map(timeless).sort((one, other) => number(one) - number(other));
  return { runs: all, summary };
}

const firstFound = ({ verdict, steps }: DriverRecord): number =>
  verdict.kind === 'fail' ? Math.min(...verdict.findings.map(({ step }) => step)) : steps.length;

const scenario = [...['create: 1', 'write: 1', 'settle', 'stop-daemon: b', 'write: 1', 'failover']];

it.each<[string, () => Promise<string> | string]>([
  ['a seed', () => 'sb2-journal-then.3'],
  [
    'a file of volumes',
    () => {
      const lines = scenario.map((step) => `  - ${step}\n`).join('');
      writeFileSync(at('some.yaml'), `volumes: some\nsteps:\n${lines}`);
      return at('some.yaml');
    },
  ],
  [
    'a bundle',
    async () => {
      const check = ['check', ...driver, '--mode', 'journal', '--runs', '2', '--seed', 'b'];
      const { out } = await cli(...check, '--shrink', '5', '--json', '--out', at('found'));
      const [{ bundle = '' } = {}] = summarySchema.parse(JSON.parse(out)).failures;
      return bundle;
    },
  ],
  ['a line of a record', () => readFileSync(at('found/record.jsonl'), 'utf8').split('\n')[1] ?? ''],
])(
  'goes on from %s as that was, up to where the driver is first found wanting',
  async (what, make) => {
    const text = await make();
    const base = await replayed(text);
    const length = firstFound(base);
    const { runs, summary } = await after(what, text, 4);
    expect(summary).toMatchObject({ asked: { onward: 4 }, scenarios: 4, left: 0 });
    const own = new Set<string>();
    for (const [number, record] of runs.entries()) {
      const by = what === 'a seed' ? base.seed : `on-${base.seed}`;
      expect(record.seed).toBe(`${by}+${length}then${number}`);
      expect(record.steps.slice(0, length)).toEqual(base.steps.slice(0, length));
      own.add(JSON.stringify(stepsTo(record).slice(length)));
    }
    expect(own.size).toBeGreaterThan(2);
    const [, one] = runs;
    if (what === 'a seed') expect(await replayed(one?.seed ?? '')).toEqual(one);
    else if (what !== 'a line of a record') {
      expect(await replayed(`${text}+${length}then1`)).toEqual(one);
    }
  },
);
