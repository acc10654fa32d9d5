import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { scratch } from '../cli/scratch.ts';
import { cli, start } from '../cli/start.ts';
import { readRecords } from '../output/record.ts';
import { runRecordSchema } from '../output/schema.ts';

vi.setConfig({ testTimeout: 60_000 });

/** How often a campaign is killed. */
const { SPLITBRAIN_KILLINGS = '6' } = process.env;
const killings = Number(SPLITBRAIN_KILLINGS);

const at = scratch('interrupted');

describe.concurrent('an interrupted campaign', () => {
  const recordOf = async (name: string) => readFileSync(at(`${name}/record.jsonl`), 'utf8');
  const grownTo = async (name: string, bytes: number) => {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      try {
        if ((await recordOf(name)).length > bytes) return;
      } catch {
        // Not there yet.
      }
    }
  };
  const begun = (name: string) => grownTo(name, 100_000);
  const endless = (name: string) => ['check', '--seed', 'long', '--time', '1h', '--out', at(name)];

  test('keeps its record, says how to go on, and goes on to the same record', async () => {
    const { ended, kill } = start(...endless('term'));
    await begun('term');
    kill('SIGTERM');
    const { code, out } = await ended;
    expect(code).toBe(3);
    expect(out).toMatch(/Go on with: npx splitbrain check --seed long .* --continue/);
    const before = [...readRecords(at('term/record.jsonl'), runRecordSchema).runs];
    const more = String(Math.ceil(before.length / 2) + 5);
    const args = ['check', '--seed', 'long', '--runs', more, '--out'];
    const [on] = await Promise.all([
      cli(...args, at('term'), '--continue'),
      cli(...args, at('whole')),
    ]);
    expect(on.code).toBe(0);
    const records = ['term', 'whole'].map((name) => readFileSync(at(`${name}/record.jsonl`)));
    expect(records[0]?.equals(records[1] ?? Buffer.from(''))).toBe(true);
  });

  test('that is killed at any moment goes on to what one that was not comes to', {
    timeout: 300_000,
  }, async () => {
    const args = ['check', '--seed', 'killed', '--runs', '60', '--shrink', '20'];
    const fault = ['--with', 'demotion-forgets-its-last-write'];
    const whole = await cli(...args, ...fault, '--out', at('unharmed'));
    const moments = (await recordOf('unharmed')).length;
    for (let time = 0; time < killings; time += 1) {
      const { ended, kill } = start(...args, ...fault, '--out', at('killed'));
      await grownTo('killed', Math.floor((Math.random() * 0.9 + 0.02) * moments));
      kill('SIGKILL');
      await ended;
      const left = (await recordOf('killed')).split('\n').slice(0, -1);
      for (const line of left) expect(() => JSON.parse(line)).not.toThrow();
      const on = await cli(...args, ...fault, '--out', at('killed'), '--continue');
      expect(on.code).toBe(whole.code);
      const after = await recordOf('killed');
      expect(after.split('\n').slice(0, left.length)).toEqual(left);
      expect(after === (await recordOf('unharmed'))).toBe(true);
    }
  });

  test('with a driver, that is killed, goes on to the same runs', {
    timeout: 300_000,
  }, async () => {
    const driver = ['--driver', 'python3 docs/example_driver.py', '--mode', 'journal'];
    const args = ['check', '--seed', 'killed', '--runs', '40', '--shrink', '5', ...driver];
    await cli(...args, '--out', at('driven'));
    const runsIn = async (name: string) => {
      const lines = (await recordOf(name)).trimEnd().split('\n').slice(1);
      const runs = lines.map((line) =>
        JSON.parse(line, (key, value) => (key === 'ms' ? undefined : value)),
      );
      return runs.sort((one, other) => one.seed.localeCompare(other.seed));
    };
    const { ended, kill } = start(...args, '--out', at('driven-killed'));
    await grownTo('driven-killed', (await recordOf('driven')).length / 3);
    kill('SIGKILL');
    await ended;
    const left = (await recordOf('driven-killed')).split('\n').slice(0, -1);
    await cli(...args, '--out', at('driven-killed'), '--continue');
    const after = (await recordOf('driven-killed')).split('\n');
    expect(after.slice(0, left.length)).toEqual(left);
    expect(await runsIn('driven-killed')).toEqual(await runsIn('driven'));
    const [one, other] = ['driven', 'driven-killed'].map((name) =>
      JSON.parse(readFileSync(at(`${name}/summary.json`), 'utf8').replaceAll(at(name), '')),
    );
    expect(other).toEqual({ ...one, took: other.took, earlier: left.length - 1 });
  });

  test('that was killed has every finished scenario in its record, whole', async () => {
    const { ended, kill } = start(...endless('kill'));
    await begun('kill');
    kill('SIGKILL');
    await ended;
    const seeds = [...readRecords(at('kill/record.jsonl'), runRecordSchema).runs].map(
      ({ seed }) => seed,
    );
    expect(seeds.length).toBeGreaterThan(10);
    const all = seeds.map((_, run) => `sb1-${run % 2 ? 'snapshot' : 'journal'}-long.${run >> 1}`);
    expect(seeds).toEqual(all);
  });
});
