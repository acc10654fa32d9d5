import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DriverScreen } from '../../reports/driver-screen.ts';
import { Screen } from '../../reports/screen.ts';
import { triedAgain } from '../campaign/again.ts';
import { summarySchema } from '../output/summary.ts';
import { owed } from './obligations.ts';
import { proceedWithDriver } from './proceed.ts';
import type { DriverRecord } from './record.ts';
import { driverRecordSchema } from './schema.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-proceed-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const passed: DriverRecord = {
  ...{ format: 1, seed: 'sb1-journal-x.0', scenario: 'generated', driver: 'some', target: 'sim' },
  ...{ mode: 'journal', verdict: { kind: 'pass' }, atStake: ['one-writer'], images: {}, took: 9 },
  steps: [
    { step: { do: 'settle' }, at: 4, answer: 'ok', told: {}, sights: {} },
    { step: { do: 'failback' }, at: 9, answer: 'ok', told: {}, sights: {} },
  ],
};

const finding = { code: 'one-writer', step: 1, aspect: 'two', saw: 'two primaries' } as const;
const failed: DriverRecord = { ...passed, verdict: { kind: 'fail', findings: [finding] } };

/** Takes a campaign of these runs to its end; returns what was said, and what it came to. */
async function taken(runs: readonly DriverRecord[]) {
  const said: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(`${text}`) > 0);
  const about = { splitbrain: '1', command: 'check', target: 'sim', seed: 'x' } as const;
  const origin = { ...about, modes: ['journal' as const], driver: 'some' };
  const how = {
    screen: new Screen(false),
    owed,
    lostIn: () => [],
    goOn: '',
    asked: { runs: runs.length },
  };
  const view = new DriverScreen({ ...origin, ...how });
  const end = await proceedWithDriver(
    {
      ...{ driver: 'some', origin, out: folder, continuing: false, schema: driverRecordSchema },
      keepBundles: true,
      records: async function* () {
        for (const [index, run] of runs.entries()) yield { ...run, seed: `sb1-journal-x.${index}` };
      },
      simplest: async ({ shortest }) => shortest,
      lanes: () => 1,
    },
    view,
  );
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const summary = summarySchema.parse(JSON.parse(text('summary.json')));
  return { said: said.join(''), exit: view.exit(end), end, summary, text };
}

it('is never green where runs were flaky: on the card, in its exit code, and in every report', async () => {
  const flaky = await triedAgain(failed, 1, async () => passed);
  const { said, exit, summary, text } = await taken([passed, flaky]);
  expect(exit).toBe(1);
  expect(said).toContain('1 passed, 0 failed, 1 flaky, 0 inconclusive');
  expect(said).toMatch(/^ +FLAKY +one-writer +in 1 way/m);
  expect(said).toContain('one-writer: two (journal, 1 run, flaky)');
  expect(summary).toMatchObject({ exit: 1, fail: 0, flaky: 1, failures: [{ flaky: true }] });
  expect(text('junit.xml')).toContain('type="flaky: one-writer"');
  expect(JSON.parse(text('ctrf.json')).results.tests[1]).toMatchObject({
    ...{ status: 'failed', flaky: true, retries: 1 },
  });
});

it('tells what fails each time apart from what is flaky, though it is the same thing', async () => {
  const flaky = await triedAgain(failed, 1, async () => passed);
  const steady = await triedAgain(failed, 1, async () => failed);
  const { said, end, summary } = await taken([flaky, steady, flaky]);
  expect(said).toMatch(/^ +BROKEN +one-writer/m);
  expect(end.found.map(({ seeds, flaky: one = false }) => [one, seeds])).toEqual([
    [true, ['sb1-journal-x.0', 'sb1-journal-x.2']],
    [false, ['sb1-journal-x.1']],
  ]);
  expect(summary).toMatchObject({ fail: 1, flaky: 2 });
});

it('saves what was replayed as what it is by now: flaky, or failing each time', async () => {
  const before = await taken([failed]);
  const [{ bundle: steady = '' } = {}] = before.summary.failures;
  const replay = (name: string): DriverRecord => ({ ...failed, replayed: basename(name) });
  const flaky = await triedAgain(replay(steady), 1, async () => passed);
  const unsteady = await taken([flaky]);
  const [{ bundle = '' } = {}] = unsteady.summary.failures;
  expect(basename(bundle)).toMatch(/^journal-flaky-/);
  expect(readdirSync(join(folder, 'bundles'))).toEqual([basename(bundle)]);
  await taken([replay(bundle)]);
  expect(readdirSync(join(folder, 'bundles'))).toEqual([basename(steady)]);
});

it('keeps what was replayed and came to no verdict', async () => {
  const { summary } = await taken([failed]);
  const replayed = basename(summary.failures[0]?.bundle ?? '');
  const verdict = { kind: 'inconclusive', step: 0, reason: 'nobody knows' } as const;
  const after = await taken([{ ...passed, verdict, replayed }]);
  expect(after.summary.replayed).toEqual({ runs: 1, removed: [] });
  expect(readdirSync(join(folder, 'bundles'))).toEqual([replayed]);
});
