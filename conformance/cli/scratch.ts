import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A folder for the tests of a file, which is there while they run; returns what makes paths in it. */
export function scratch(name: string): (...names: readonly string[]) => string {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), `splitbrain-${name}-`));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return (...names) => join(folder, ...names);
}
