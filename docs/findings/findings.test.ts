import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { deviations } from '../../model/deviations.ts';
import { folder, reports, scripts, shellFiles, textOf } from './reports.ts';

const index = textOf('README.md');
const rows = index.split('\n').filter((line) => line.startsWith('|'));
const section = (title: string): string =>
  index.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

const parts = [
  '**Seen on**',
  '**Upstream**',
  '**Promise broken**',
  '## Steps',
  '**Expected**',
  '**Actual**',
  '## Cause',
  '## What would mend it',
  '## Until then',
];

test('every script has a report, and every report a script', () => {
  expect(reports).toEqual(scripts);
});

test.each(shellFiles)('%s is in the language of bash', (file) => {
  execFileSync('bash', ['-n', file], { cwd: folder });
});

describe.each(reports)('%s', (name) => {
  const text = textOf(`${name}.md`);

  it('has every part of a report, in order', () => {
    const places = parts.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(text).toContain(`docs/findings/${name}.sh`);
  });

  it('has one row in the index, whose links lead somewhere', () => {
    const own = rows.filter((row) => row.includes(`(${name}.md)`));
    expect(own).toHaveLength(1);
    for (const [, path = ''] of own.join('').matchAll(/\]\(([^):]+)\)/g)) {
      expect(existsSync(`${folder}${path}`), path).toBe(true);
    }
  });
});

test('every deviation without an upstream reference has a report, or is said to need none', () => {
  const alone = deviations.filter(({ source }) => !/tracker\.ceph|pull request/.test(source));
  const excused = section('Deviations without a report');
  const missing = alone
    .map(({ name }) => name)
    .filter((name) => !reports.includes(name) && !excused.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});
