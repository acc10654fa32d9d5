import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('run-a-scenario shows what a release does otherwise, and nothing else', () => {
  const program = join(import.meta.dirname, 'run-a-scenario.ts');
  const lines = execFileSync(process.execPath, [program], { encoding: 'utf8' }).trim().split('\n');
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(line).toMatch(
      /^sim with forced-promotion-rolls-back-too-far sync-\d+ forced-failover-is/,
    );
  }
});
