import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deviations } from '../model/deviations.ts';

const page = readFileSync(new URL('real-ceph.md', import.meta.url), 'utf8');
const table = page.slice(page.indexOf('\n## Known deviations'));
const rows = [...table.matchAll(/^\| `([\w-]+)` \| (.+) \| ([\d, -]+) \| (.+) \|$/gm)];

/** The releases as the table has them: a range where none is left out (`16-20`). */
const told = (releases: readonly number[]): string => {
  const [first = 0, last = 0] = [Math.min(...releases), Math.max(...releases)];
  if (first === last) return `${first}`;
  return last - first + 1 === releases.length ? `${first}-${last}` : releases.join(', ');
};

test('the table of known deviations has each of them once, with its releases', () => {
  const known = deviations.map(({ name, releases }) => [name, told(releases)]);
  expect(rows.map(([, name, , releases]) => [name, releases]).sort()).toEqual(known.sort());
});

test('each row says what releases do, and how that is known', () => {
  for (const [, name, does = '', , seen = ''] of rows) {
    expect(does, name).toMatch(/^[A-Z]/);
    expect(seen, name).toMatch(/seen on \d|seen once on \d/);
  }
});
