import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modes } from '../../model/site.ts';
import { check } from '../campaign/campaign.ts';
import { plantedFaults } from '../planted/faults.ts';
import type { RunRecord } from '../record.ts';
import { simTarget } from '../targets/sim.ts';
import { saveBundle, savedBundle } from './bundles.ts';
import { OutputError } from './error.ts';
import type { Origin } from './header.ts';
import { OutputFolder } from './output.ts';
import { readRecords } from './record.ts';
import { runRecordSchema } from './schema.ts';

const origin: Origin = { splitbrain: '1', command: 'check', target: 'sim', modes, seed: 'out' };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-output-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function someRecords(runs: number, target = simTarget()): Promise<RunRecord[]> {
  const all: RunRecord[] = [];
  for await (const record of check({ target, modes, seed: 'out', runs })) all.push(record);
  return all;
}

/** Records of every kind there is: passed, failed, and inconclusive. */
async function allKinds(): Promise<RunRecord[]> {
  const planted = await someRecords(40, simTarget(plantedFaults.at(-1)));
  const [passed] = await someRecords(1);
  if (passed === undefined) throw new Error('no record');
  const verdict = { kind: 'inconclusive', step: 0, reason: 'nobody knows' } as const;
  return [...planted, { ...passed, verdict }];
}

test('a record is read back as it was written', async () => {
  const records = await allKinds();
  expect(new Set(records.map(({ verdict }) => verdict.kind)).size).toBe(3);
  const output = OutputFolder.fresh(folder, origin, runRecordSchema);
  for (const record of records) output.append(record);
  output.close();
  const { header, runs } = readRecords(output.recordFile, runRecordSchema);
  expect(header).toMatchObject(origin);
  expect([...runs]).toEqual(records);
});

test('a torn last line is left out, and replaced when the command goes on', async () => {
  const [one, two] = await someRecords(1);
  if (one === undefined || two === undefined) throw new Error('no records');
  const output = OutputFolder.fresh(folder, origin, runRecordSchema);
  output.append(one);
  output.close();
  appendFileSync(output.recordFile, JSON.stringify(two).slice(0, 100));
  expect([...output.runs()]).toEqual([one]);
  const again = OutputFolder.continued(folder, origin, runRecordSchema);
  again.append(two);
  again.close();
  expect([...again.runs()]).toEqual([one, two]);
});

test('a folder with the results of another command is not gone on with', () => {
  OutputFolder.fresh(folder, origin, runRecordSchema).close();
  const other = { ...origin, seed: 'other' };
  expect(() => OutputFolder.continued(folder, other, runRecordSchema)).toThrow(
    /seed out; this is .* seed other/,
  );
  writeFileSync(join(folder, 'record.jsonl'), '{"record":99}\n');
  expect(() => OutputFolder.continued(folder, origin, runRecordSchema)).toThrow(OutputError);
  expect(() => OutputFolder.continued(join(folder, 'none'), origin, runRecordSchema)).toThrow(
    OutputError,
  );
});

test('a folder that cannot be made is refused with a reason', () => {
  expect(() => OutputFolder.fresh('/dev/null/out', origin, runRecordSchema)).toThrow(
    /another folder with --out/,
  );
});

test('a bundle is found again by its seed, whatever that holds', async () => {
  const [record] = await someRecords(1);
  if (record === undefined) throw new Error('no record');
  const output = OutputFolder.fresh(folder, origin, runRecordSchema);
  for (const text of ['plain', '../../etc/passwd', 'x'.repeat(200), 'a b', 'a_b']) {
    const seed = `sb1-journal-${text}.0`;
    expect(savedBundle(output, { ...record, seed })).toBeUndefined();
    const file = saveBundle(output, { ...record, seed });
    expect(file.startsWith(join(folder, 'bundles', 'sb1-journal-'))).toBe(true);
    expect(savedBundle(output, { ...record, seed })).toMatchObject({
      file,
      record: { ...record, seed },
    });
  }
});

test('a new command clears what an earlier one left', () => {
  const output = OutputFolder.fresh(folder, origin, runRecordSchema);
  output.write('summary.json', ['{}']);
  OutputFolder.fresh(folder, origin, runRecordSchema).close();
  expect(() => readFileSync(join(folder, 'summary.json'))).toThrow();
});
