import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScenarioFiles } from './files.ts';
import { placesIn } from './places.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-places-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a step of a named scenario is found in its file, whatever stands between', () => {
  const file = join(folder, 'x.yaml');
  writeFileSync(
    file,
    `scenario: places

# The first step:
steps:
  - create: a
  # a comment

  - write: a
    blocks: 2
  - settle
`,
  );
  const places = placesIn(readScenarioFiles([file]));
  expect([0, 1, 2].map((step) => places('places', step))).toEqual([
    { file, line: 5 },
    { file, line: 8 },
    { file, line: 10 },
  ]);
  expect(places('generated', 0)).toBeUndefined();
});

test('each step of the corpus is on a line of its own', () => {
  const filed = readScenarioFiles(['scenarios/corpus']);
  const places = placesIn(filed);
  for (const { scenario, file } of filed) {
    const lines = readFileSync(file, 'utf8').split('\n');
    for (const index of scenario.steps.keys()) {
      const place = places(scenario.name, index);
      expect(lines[(place?.line ?? 0) - 1], `${file}, step ${index + 1}`).toMatch(/^ {2}- /);
      expect(place?.file).toBe(file);
    }
  }
});
