import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { scratch } from './scratch.ts';
import { cli } from './start.ts';

vi.setConfig({ testTimeout: 120_000 });
const at = scratch('share');

const name = 'forced-promotion-rolls-back-too-far';
const bug = `scenarios/bugs/${name}.yaml`;

describe.concurrent('a failure, handed over', () => {
  test('is a script, or a scenario file that comes to the same', async () => {
    const script = await cli('export', bug, '--sh', '--out', at('lost.sh'));
    expect(script.code).toBe(0);
    expect(readFileSync(at('lost.sh'), 'utf8')).toMatch(
      /^#!\/usr\/bin\/env bash\n# Shows a failure/,
    );
    await cli('export', bug, '--yaml', '--out', at('lost.yaml'));
    const run = await cli('run', at('lost.yaml'), '--with', name, '--out', at('run'));
    expect(run.out).toContain('FAIL  forced-failover-is-a-point-in-time');
    expect(run.code).toBe(1);
    const both = await cli('export', bug, '--sh', '--yaml');
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining('say as what') });
  });

  test('is explained, and its line is replayed', async () => {
    const line = `      whole run     npx splitbrain replay sb1-snapshot-lost.6 --with ${name}`;
    const { code, out } = await cli('replay', line, '--trace', 'columns');
    expect(code).toBe(1);
    expect(out).toMatch(/^> 11 .* promote b --force: ok/m);
    expect(out).toMatch(/Lost at\s+b: write 1, acknowledged\s+at a in step 3; a still had it\./);
    expect(out).not.toContain('\u001b[');
  });

  test('says from which step on it was inevitable', async () => {
    const { code, out } = await cli('why', bug, '--schedules', '5', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ why: 1, code: 'forced-failover-is-a-point-in-time' });
  });
});
