import { expect, test } from 'vitest';
import { pastedIn } from './pasted.ts';

const files = new Set(['out/bundles/sb1-snapshot-lost.6.json', 'my seed.json']);
const inLine = (line: string) => pastedIn(line, (path) => files.has(path));

test.each([
  ['sb1-snapshot-lost.6', 'sb1-snapshot-lost.6'],
  ['sb1-snapshot-any text at all.6', 'sb1-snapshot-any text at all.6'],
  ['      seed          sb1-snapshot-lost.6', 'sb1-snapshot-lost.6'],
  ['PASS  sb1-pool-lost.6', 'sb1-pool-lost.6'],
  ['FAIL  sb1-snapshot-lost.6: converges, at step 3', 'sb1-snapshot-lost.6'],
  ['sb1-snapshot-lost.6, snapshot mode, on sim', 'sb1-snapshot-lost.6'],
  ['      replay        npx splitbrain replay gone/bundles/x.json', 'gone/bundles/x.json'],
  [
    '<testcase classname="splitbrain.journal" name="sb1-journal-a b.3" time="1">',
    'sb1-journal-a b.3',
  ],
  ['name="planned failover (sb1-journal-x.3)"', 'sb1-journal-x.3'],
  ['  "first": "sb1-journal-friday.3@a/b",', 'sb1-journal-friday.3@a/b'],
  ["npx splitbrain replay 'sb1-journal-a b.3'", 'sb1-journal-a b.3'],
  [
    '      replay        npx splitbrain replay out/bundles/sb1-snapshot-lost.6.json',
    'out/bundles/sb1-snapshot-lost.6.json',
  ],
  [
    'npx splitbrain replay out/bundles/sb1-snapshot-lost.6.json+4then3',
    'out/bundles/sb1-snapshot-lost.6.json+4then3',
  ],
  ["npx splitbrain replay 'my seed.json'", 'my seed.json'],
  ['nothing of the kind', 'nothing of the kind'],
])('of %j it takes %s', (line, what) => {
  expect(inLine(line).what).toBe(what);
});

test('a command says where it ran', () => {
  const fault = "npx splitbrain replay sb1-journal-x.3 --with 'one + other' --target sim";
  expect(inLine(fault)).toEqual({
    what: 'sb1-journal-x.3',
    choice: { with: 'one + other', target: 'sim' },
  });
});

test('a command says which driver ran', () => {
  const driven = "npx splitbrain replay sb2-journal-x.3 --driver 'python3 docs/example_driver.py'";
  expect(inLine(driven)).toEqual({
    what: 'sb2-journal-x.3',
    choice: { driver: 'python3 docs/example_driver.py' },
  });
});
