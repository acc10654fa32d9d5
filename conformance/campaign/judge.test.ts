import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modes } from '../../model/site.ts';
import { bundleOf } from '../bundle.ts';
import { saveBundle, savedBundle } from '../output/bundles.ts';
import { OutputFolder } from '../output/output.ts';
import { runRecordSchema } from '../output/schema.ts';
import { plantedFaults } from '../planted/faults.ts';
import type { RunRecord } from '../record.ts';
import { TargetFailure } from '../target.ts';
import { simTarget } from '../targets/sim.ts';
import { check } from './campaign.ts';
import { judge } from './judge.ts';
import { Models } from './models.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-judge-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const fault = plantedFaults.find(({ name }) => name.startsWith('demotion-forgets'));
const origin = { splitbrain: '1', command: 'check', target: 'x', modes, seed: 's' } as const;
const campaign = (runs: number) => check({ target: simTarget(fault), modes, seed: 'judge', runs });

test('of each kind of failure the first is saved, and the others are counted', async () => {
  const output = OutputFolder.fresh(folder, origin, runRecordSchema);
  const failures = await judge(campaign(60), { output, maxFailures: 10 });
  const failed = [...output.runs()].filter(({ verdict }) => verdict.kind === 'fail');
  expect(failures.flatMap(({ seeds }) => seeds).sort()).toEqual(
    failed.map(({ seed }) => seed).sort(),
  );
  expect(failed.length).toBeGreaterThan(failures.length);
  for (const { first, bundle } of failures) {
    expect(savedBundle(output, first)?.file).toBe(bundle);
  }
});

test('a campaign ends with the last kind of failure that was asked for', async () => {
  const output = OutputFolder.fresh(folder, origin, runRecordSchema);
  const failures = await judge(campaign(60), { output, maxFailures: 1 });
  expect(failures).toHaveLength(1);
  expect([...output.runs()].at(-1)).toEqual(failures[0]?.first);
});

test('known deviations do not end a campaign, and do if strict', async () => {
  const known = async function* () {
    for await (const record of campaign(60)) {
      const { verdict } = record;
      yield verdict.kind === 'fail' ? { ...record, verdict: { ...verdict, known: 'x' } } : record;
    }
  };
  const lax = OutputFolder.fresh(join(folder, 'lax'), origin, runRecordSchema);
  await judge(known(), { output: lax, maxFailures: 1 });
  expect([...lax.runs()]).toHaveLength(120);
  const strict = OutputFolder.fresh(join(folder, 'strict'), origin, runRecordSchema);
  const [failure] = await judge(known(), { output: strict, maxFailures: 1, strict: true });
  expect([...strict.runs()].at(-1)).toEqual(failure?.first);
});

test('a failure that cannot be shrunk, because the target broke down, is kept as it was met', async () => {
  const output = OutputFolder.fresh(folder, origin, runRecordSchema);
  const broken = { ...simTarget(fault), open: () => Promise.reject(new TargetFailure('gone')) };
  const shrinking = { bench: { target: broken, models: new Models() }, budget: 10 };
  const [failure] = await judge(campaign(60), {
    output,
    maxFailures: 1,
    shrinkingFor: () => shrinking,
  });
  expect(failure?.shrunk).toEqual(failure?.first);
  expect(failure?.bundle).toBeDefined();
});

test('a failure that was not saved is shown by another of its kind that was, if there is one', async () => {
  const output = OutputFolder.fresh(folder, origin, runRecordSchema);
  const journal = () =>
    check({ target: simTarget(fault), modes: ['journal'], seed: 'judge', runs: 30 });
  const failed: RunRecord[] = [];
  for await (const record of journal()) if (record.verdict.kind === 'fail') failed.push(record);
  const [first, second] = failed;
  if (first === undefined || second === undefined) throw new Error('not enough failures');
  const file = saveBundle(output, second);
  const savedLike = () => ({ file, record: second, bundle: bundleOf(second) });
  const [failure] = await judge(journal(), { output, maxFailures: 1, savedLike });
  expect(failure).toEqual({ first, shrunk: second, seeds: [first.seed], bundle: file });
});

test('going on takes in what is recorded, and writes it no second time', async () => {
  const whole = OutputFolder.fresh(join(folder, 'whole'), origin, runRecordSchema);
  const expected = await judge(campaign(40), { output: whole, maxFailures: 10 });
  const parts = OutputFolder.fresh(join(folder, 'parts'), origin, runRecordSchema);
  await judge(campaign(15), { output: parts, maxFailures: 10 });
  const rest = check({ target: simTarget(fault), modes, seed: 'judge', from: 15, runs: 40 });
  const found = await judge(rest, { output: parts, maxFailures: 10 });
  expect([...parts.runs()]).toEqual([...whole.runs()]);
  expect(found.map(({ seeds }) => seeds)).toEqual(expected.map(({ seeds }) => seeds));
});
