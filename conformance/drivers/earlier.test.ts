import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { scratch } from '../cli/scratch.ts';
import { cli, here } from '../cli/start.ts';
import { readRecords } from '../output/record.ts';
import { summarySchema } from '../output/summary.ts';
import { driverRecordSchema } from './schema.ts';

vi.setConfig({ testTimeout: 300_000 });

const at = scratch('earlier-driven');

/** The driver of the protocol's page, and one that tells volumes to be enabled that nobody mirrors. */
const good = readFileSync(join(here, 'docs/example_driver.py'), 'utf8');
const bad = good.replace('image.mirror_image_enable()', 'pass');

/** A driver that is written to a file of its own, as one that is being worked on. */
function driverAt(name: string) {
  const file = at(`${name}.py`);
  const becomes = (text: string) => writeFileSync(file, text);
  becomes(bad);
  return { becomes, flags: ['--driver', `python3 ${file}`, '--mode', 'journal'] };
}

function scenario(name: string, ...steps: string[]): string {
  const lines = ['create: 1', 'write: 1', 'settle', ...steps].map((step) => `  - ${step}\n`);
  writeFileSync(at(`${name}.yaml`), `volumes: ${name}\nsteps:\n${lines.join('')}`);
  return at(`${name}.yaml`);
}

const bundlesOf = (name: string) =>
  readdirSync(at(name)).includes('bundles') ? readdirSync(at(name, 'bundles')).sort() : [];

/** Runs a command line to its end; returns what it said, and what it left in a folder. */
async function done(name: string, ...args: string[]) {
  const ended = await cli(...args, '--out', at(name));
  const text = (file: string) => readFileSync(at(name, file), 'utf8');
  const runs = [...readRecords(at(name, 'record.jsonl'), driverRecordSchema).runs];
  const summary = summarySchema.parse(JSON.parse(text('summary.json')));
  return { ...ended, text, runs, summary, bundles: bundlesOf(name) };
}

describe.concurrent('a finding that an earlier command left', () => {
  it('is run first, kept while it shows, and removed once it does not', async () => {
    const { becomes, flags } = driverAt('fixed');
    const run = ['run', scenario('fixed'), ...flags];
    const found = await done('fixed', ...run);
    const [name = ''] = found.bundles;
    expect(found.bundles).toHaveLength(1);
    const bundle = found.text(`bundles/${name}`);

    const again = await done('fixed', ...run);
    expect(again.runs.map(({ replayed, verdict }) => [replayed, verdict.kind])).toEqual([
      [name, 'fail'],
      [undefined, 'fail'],
    ]);
    const line = `${at('fixed/bundles', name)}: an earlier failure`;
    expect(again.out).toContain(`FAIL  ${line}, replayed first and kept`);
    expect(again.summary).toMatchObject({
      ...{ replayed: { runs: 1, removed: [] }, scenarios: 2, left: 0 },
      failures: [{ count: 2, bundle: at('fixed/bundles', name) }],
    });
    expect(JSON.parse(again.text(`bundles/${name}`)).steps).toEqual(JSON.parse(bundle).steps);
    expect(again.text(`bundles/${name}`)).not.toContain('"replayed"');

    becomes(good);
    const mended = await done('fixed', ...run);
    expect(mended.out).toContain(`PASS  ${line} passes now, removed`);
    expect({ code: mended.code, bundles: mended.bundles }).toEqual({ code: 0, bundles: [] });
    expect(mended.summary).toMatchObject({
      replayed: { runs: 1, removed: [name] },
      pass: 2,
    });
    expect(mended.text('junit.xml')).toContain('tests="2" failures="0"');
    const after = await done('fixed', ...run);
    expect(after.runs.map(({ replayed }) => replayed)).toEqual([undefined]);
  });

  it('is removed once it shows no more, also where something else is wrong now', async () => {
    const { becomes, flags } = driverAt('other');
    becomes(good.replace('image.mirror_image_promote(True)', 'pass'));
    const run = ['run', scenario('other', 'failover'), ...flags];
    const before = await done('other', ...run);
    expect(before.bundles.length).toBeGreaterThan(0);
    becomes(good);
    const { out, runs, summary, bundles, code } = await done('other', ...run);
    const replays = runs.filter(({ replayed }) => replayed !== undefined);
    expect(replays.map(({ replayed }) => replayed).sort()).toEqual(before.bundles);
    const gone = replays.flatMap(({ mended, replayed = '' }) => (mended ? [replayed] : []));
    expect(summary.replayed).toEqual({ runs: before.bundles.length, removed: gone });
    expect(bundles.filter((name) => gone.includes(name))).toEqual([]);
    expect(out).toContain('what it was saved for shows no more, removed; something else is wrong');
    expect(code).toBe(1);
    expect(summary.failures.map(({ bundle = '' }) => basename(bundle)).sort()).toEqual(bundles);
  });

  it('is left alone where it does not fit, with the reason, and cleared by --fresh', async () => {
    const { flags } = driverAt('misfit');
    const check = ['check', '--runs', '2', '--seed', 'm', '--shrink', '0'];
    const found = await done('misfit', ...check, ...flags);
    writeFileSync(at('misfit/bundles/newer.json'), '{"driverBundle":99}');
    writeFileSync(at('misfit/bundles/operated.json'), '{"bundle":1}');
    const there = bundlesOf('misfit');
    const example = ['--driver', 'python3 docs/example_driver.py', '--mode', 'journal'];
    const other = await done('misfit', ...check, ...example);
    const [name = ''] = found.bundles;
    const file = at('misfit/bundles', name);
    expect(other.out).toContain(
      `${file}: left alone, it is of a run with ${flags.slice(0, 2).join(' ')}`,
    );
    expect(other.out).toMatch(/newer.json: left alone, a driver bundle of format 99/);
    expect(other.out).toMatch(/operated.json: left alone, no bundle of a driver's run/);
    expect(other.runs.some(({ replayed }) => replayed !== undefined)).toBe(false);
    expect(other.bundles).toEqual(expect.arrayContaining(there));
    const fresh = await done('misfit', ...check, ...example, '--fresh');
    expect({ runs: fresh.runs.length, kept: fresh.bundles.includes('newer.json') }).toEqual({
      ...{ runs: 2, kept: false },
    });
  });

  it('is replayed once, also by a command that is interrupted and goes on, or by a shard', async () => {
    const { flags } = driverAt('cut');
    const check = ['check', '--runs', '3', '--seed', 'c', '--shrink', '0', ...flags];
    await done('cut', 'run', scenario('cut'), ...flags);
    const whole = await done('cut', ...check);
    const seeds = (runs: typeof whole.runs) => runs.map(({ seed }) => seed).sort();
    const lines = whole.text('record.jsonl').split('\n');
    for (const kept of [1, 2]) {
      const some = lines.slice(0, kept + 1).map((line) => `${line}\n`);
      writeFileSync(at('cut/record.jsonl'), some.join(''));
      const on = await done('cut', ...check, '--continue');
      expect(seeds(on.runs)).toEqual(seeds(whole.runs));
    }
    await done('shards/1', 'run', scenario('cut'), ...flags);
    for (const index of ['1', '2']) {
      await done(`shards/${index}`, ...check, '--shard', `${index}/2`);
    }
    const merged = await done('merged', 'merge', at('shards/1'), at('shards/2'));
    expect(seeds(merged.runs)).toEqual(seeds(whole.runs));
    expect(merged.summary).toMatchObject({ scenarios: 4, left: 0, replayed: { runs: 1 } });
    expect(merged.bundles).toEqual(whole.bundles);
  });
});
