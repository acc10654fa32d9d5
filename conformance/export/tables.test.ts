import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tables } from './tables.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-tables-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const noted = (name: string, ...lines: string[]): string => {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'table.tsv'), lines.map((line) => `${line}\n`).join(''));
  return path;
};

test('what came of scripts stands by folder of scenarios, with a column for each release', () => {
  const pacific = noted(
    'exported-pacific',
    'rename\tsnapshot\tshown\t36\tSHOWN: all went as in the run',
    'rename\tjournal\tnot-shown\t23\tNOT SHOWN',
  );
  const reef = noted('exported-reef', 'copy-loses-its-journal\tjournal\tshown\t7\tSHOWN: ok');
  const text = tables([pacific, reef]);
  const [, ...sections] = text.split('## scenarios/');
  expect(sections.map((one) => one.split('\n').slice(2, -1))).toEqual([
    [
      '| scenario | mode | pacific | reef |',
      '| --- | --- | --- | --- |',
      '| `copy-loses-its-journal` | journal | not run | shown, 7 s |',
      '',
    ],
    [
      '| scenario | mode | pacific | reef |',
      '| --- | --- | --- | --- |',
      '| `rename` | journal | not shown, 23 s | not run |',
      '| `rename` | snapshot | shown, 36 s | not run |',
      '',
    ],
    ['| scenario | mode | pacific | reef |', '| --- | --- | --- | --- |'],
  ]);
});
