import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const here = new URL('.', import.meta.url);

test("the table of Ceph's own tests names every scenario of theirs, and no other", () => {
  const table = readFileSync(new URL('../docs/ceph-tests.md', here), 'utf8');
  const named = new Set([...table.matchAll(/`([a-z-]+\.yaml)`/g)].map(([, name]) => name));
  expect([...named].sort()).toEqual(readdirSync(new URL('ceph', here)).sort());
});
