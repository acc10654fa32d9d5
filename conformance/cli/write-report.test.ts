import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passedRun } from '../../reports/example.ts';
import { OutputError } from '../output/error.ts';
import { OutputFolder } from '../output/output.ts';
import { runRecordSchema } from '../output/schema.ts';
import { writeReport } from './write-report.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-write-report-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a report is written while timers go on', { timeout: 120_000 }, async () => {
  const output = OutputFolder.fresh(
    folder,
    { splitbrain: '1', command: 'check', target: 'sim', modes: ['journal'], seed: 'x' },
    runRecordSchema,
  );
  for (let index = 0; index < 40; index += 1) {
    output.append({ ...passedRun, seed: `sb1-journal-x.${index}` });
  }
  output.close();
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 5);
  const file = await writeReport(folder, 'npx splitbrain check');
  clearInterval(timer);
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/);
  expect(ticks).toBeGreaterThan(0);
});

test('a folder without a record is refused, with the mend', { timeout: 120_000 }, async () => {
  const refused = writeReport(join(folder, 'none'));
  await expect(refused).rejects.toThrow(OutputError);
  await expect(refused).rejects.toThrow(/holds no record; give the --out of an earlier command/);
});
