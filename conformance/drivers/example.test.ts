import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VolumeStep } from '../../scenarios/volumes/step.ts';
import { DriverBench, stepsOf } from './bench.ts';
import type { DriverRecord } from './record.ts';
import { shows, shrinkFinding } from './shrink.ts';
import { SimulatedSource } from './simulated-source.ts';

const { PATH = '' } = process.env;

const program = fileURLToPath(new URL('../../docs/example_driver.py', import.meta.url));
const command = (file: string, ...args: string[]) => ({
  file,
  args,
  env: { PATH },
});

let bench: DriverBench;
beforeAll(() => {
  bench = new DriverBench(new SimulatedSource('journal'), command('python3', program));
});
afterAll(() => bench.close());

const run = (steps: readonly VolumeStep[], seed = 'x'): Promise<DriverRecord> =>
  bench.run({ name: 'a test', steps, mode: 'journal', seed });

const create: VolumeStep = { do: 'create', volume: 1, type: 'replicated' };
const write: VolumeStep = { do: 'write', volume: 1, blocks: 1 };
const over: VolumeStep = { do: 'failover', to: 'b' };

/** A record without what real time is in it. */
const timeless = (record: DriverRecord): unknown =>
  JSON.parse(JSON.stringify(record, (key, value) => (key === 'ms' ? undefined : value)));

describe('the driver of the protocol’s page', () => {
  it('is shorter than seventy lines', () => {
    expect(readFileSync(program, 'utf8').split('\n').length).toBeLessThan(70);
  });

  it('passes where nothing is failed over', async () => {
    const { verdict, steps } = await run([create, write, { do: 'settle' }]);
    expect(verdict).toEqual({ kind: 'pass' });
    expect(steps.at(-1)?.sights).toMatchObject({
      1: { a: { role: 'primary', content: [1] }, b: { role: 'nonprimary', content: [1] } },
    });
  });

  it('is found to make two primaries, and to lose what the copy lacks', async () => {
    const { verdict } = await run([create, { do: 'settle' }, { do: 'cut' }, write, over]);
    const codes = verdict.kind === 'fail' ? verdict.findings.map(({ code }) => code) : [];
    expect(codes).toEqual(['one-writer', 'planned-failover-loses-nothing']);
  });

  it('is found to hang where a site is dead', async () => {
    const { verdict } = await run([{ do: 'stop-site', site: 'a' }, create]);
    expect(verdict).toMatchObject({ findings: [{ code: 'answers-in-time' }] });
  });

  it('is not asked for what it does not claim to do, and the reason is told', async () => {
    const { steps, verdict } = await run([create, { do: 'extend', volume: 1 }]);
    expect(verdict).toEqual({ kind: 'pass' });
    expect(steps[1]).toMatchObject({ answer: 'skipped', message: /does not claim to have extend/ });
  });

  it.each<[string, VolumeStep]>([
    ['clone_volume', { do: 'clone', volume: 2, from: 1, type: 'replicated' }],
    ['create_from_snapshot', { do: 'create-from-snapshot', volume: 2, from: 1, type: 'plain' }],
    ['manage', { do: 'manage', volume: 2, type: 'plain' }],
    ['full-copies', { do: 'restart', config: 'full-copies' }],
  ])('is not asked for %s either, of which it says nothing', async (what, step) => {
    const { steps, verdict } = await run([create, step]);
    expect(verdict).toEqual({ kind: 'pass' });
    expect(steps[1]).toMatchObject({ answer: 'skipped', message: expect.stringContaining(what) });
  });

  it('does the same again for the same seed', async () => {
    for (const seed of ['one', 'two', 'three']) {
      const steps = stepsOf(seed, 'journal');
      expect(timeless(await run(steps, seed))).toEqual(timeless(await run(steps, seed)));
    }
  });

  it('has its failures shrunk to the steps that matter', async () => {
    const kind = 'one-writer: failover leaves two primaries';
    const long = [create, write, { do: 'settle' }, write, { do: 'snap-create', volume: 1 }, over];
    const first = await run(long as VolumeStep[]);
    expect(shows(first, kind)).toBe(true);
    const shrunk = await shrinkFinding(first, kind, (steps) => run(steps), 100);
    expect(shrunk.steps.map(({ step }) => step.do)).toEqual(['create', 'settle', 'failover']);
  });
});
