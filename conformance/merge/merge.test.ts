import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Summary } from '../../reports/summary.ts';
import { type CampaignEnd, conduct } from '../campaign/conduct.ts';
import { type CheckFlags, checkJob } from '../campaign/jobs.ts';
import { nameOf } from '../campaign/target.ts';
import { scratch } from '../cli/scratch.ts';
import { cli } from '../cli/start.ts';
import { merge } from './merge.ts';

vi.setConfig({ testTimeout: 300_000 });
const at = scratch('merge');

const seed = fc.string({ minLength: 1, maxLength: 5 }).filter((text) => /^[^\n\r]+$/.test(text));

/** Runs a command line to its end, in the folder; returns what it left there. */
async function done(name: string, ...args: string[]) {
  const { code, out, err } = await cli(...args, '--out', at(name));
  return { code, out, err, ...left(name) };
}

/** What a command left in a folder, but for when that was, and in which folder. */
function left(name: string) {
  const text = (file: string) => readFileSync(at(name, file), 'utf8').replaceAll(at(name), 'OUT');
  const { took: _, earlier: __, ...summary } = JSON.parse(text('summary.json'));
  const { timestamp: ___, results, ...ctrf } = JSON.parse(text('ctrf.json'));
  const { start: ____, stop: _____, ...counts } = results.summary;
  const names = readdirSync(at(name), { recursive: true, encoding: 'utf8' }).sort();
  return {
    names,
    bundles: names.filter((file) => /^bundles.*json$/.test(file)).map(text),
    record: text('record.jsonl'),
    junit: text('junit.xml'),
    summary,
    ctrf: { ...ctrf, results: { ...results, summary: counts } },
  };
}

async function shards(name: string, of: number, ...args: string[]): Promise<string[]> {
  const folders: string[] = [];
  for (let index = 1; index <= of; index += 1) {
    const shard = `${name}/${index}`;
    await cli(...args, '--shard', `${index}/${of}`, '--out', at(shard));
    folders.push(at(shard));
  }
  return folders;
}

describe.concurrent('shards that are merged', () => {
  it('of eight processes leave what one process leaves, failures and all', async () => {
    const fault = ['--with', 'demotion-forgets-its-last-write', '--shrink', '30'];
    const check = ['check', '--runs', '20', '--seed', 'merge', ...fault];
    const whole = await done('whole', ...check);
    const merged = await done('merged', 'merge', ...(await shards('eight', 8, ...check)));
    expect({ ...merged, out: '', err: '' }).toEqual({ ...whole, out: '', err: '' });
    expect(whole.code).toBe(1);
    expect(whole.bundles.length).toBeGreaterThan(0);
  });

  it('leave what one process leaves, of scenario files and of several images', async () => {
    const run = ['run', 'scenarios/corpus', '--repeat', '2', '--seed', 'r'];
    const one = await done('run', ...run);
    const three = await done('runs', 'merge', ...(await shards('three', 3, ...run)));
    expect({ ...three, out: '', err: '' }).toEqual({ ...one, out: '', err: '' });
    const images = ['check', '--runs', '7', '--images', '2', '--seed', 'i'];
    const together = await done('images', ...images);
    const two = await done('two', 'merge', ...(await shards('halves', 2, ...images)));
    expect({ ...two, out: '', err: '' }).toEqual({ ...together, out: '', err: '' });
  });

  it('of a campaign with a driver leave what one process leaves, but for real time', async () => {
    const driver = ['--driver', 'python3 docs/example_driver.py', '--mode', 'journal'];
    const check = ['check', '--runs', '12', '--seed', 'd', '--shrink', '10', ...driver];
    const whole = await done('driven', ...check);
    const merged = await done('driven-3', 'merge', ...(await shards('drivers', 3, ...check)));
    // How many milliseconds of real time a call took is all that is not from the seed.
    const timeless = (text: string) =>
      JSON.parse(text, (key, value) => (key === 'ms' ? undefined : value));
    const bySeed = (record: string) => {
      const runs = record.trimEnd().split('\n').slice(1).map(timeless);
      return runs.sort((a, b) => a.seed.localeCompare(b.seed));
    };
    expect(bySeed(merged.record)).toEqual(bySeed(whole.record));
    expect(merged.summary).toEqual(whole.summary);
    expect(merged.bundles.map(timeless)).toEqual(whole.bundles.map(timeless));
    expect(merged.names).toEqual(whole.names);
  });

  it('are refused where they are not all there is of one campaign', async () => {
    const check = ['check', '--runs', '2', '--mode', 'journal'];
    const [one = '', two = ''] = await shards('small', 2, ...check, '--seed', 'a');
    const [, other = ''] = await shards('other', 2, ...check, '--seed', 'b');
    const [more = ''] = await shards('more', 2, 'check', '--runs', '4', '--seed', 'a');
    const [third = ''] = await shards('thirds', 3, ...check, '--seed', 'a');
    await cli(...check, '--seed', 'a', '--out', at('alone'));
    rmSync(join(more, 'summary.json'));
    const refused = async (...folders: string[]) => {
      const { code, err } = await cli('merge', ...folders, '--out', at('refused'));
      expect(code).toBe(2);
      return err;
    };
    expect(await refused(one)).toMatch(/shard 2\/2 missing: give the folder of it, or run it with/);
    expect(await refused(one, two, two)).toMatch(/both shard 2\/2: leave one out/);
    expect(await refused(one, other)).toMatch(/its seed is "b", not "a"; merge shards that were/);
    expect(await refused(one, third)).toMatch(/one of 3 shards, not 2/);
    expect(await refused(more, two)).toMatch(/shard 1\/2 did not end; go on with its command/);
    expect(await refused(at('alone'))).toMatch(/is no shard, but a whole campaign/);
    expect(await refused(at('nowhere'))).toMatch(/holds no record/);
    const inside = await cli('merge', one, two, '--out', two);
    expect(inside.err).toMatch(/is one of the shards: choose another folder with --out/);
  });
});

/** `check`, as the command line asks for it. */
const flags: CheckFlags = {
  ...{ target: 'sim', mode: 'both', seed: 'x', out: '', from: 0, maxFailures: 1000, shrink: 0 },
  ...{ images: 1, poolMode: 'image', driver: 'operator' },
  with: 'demotion-forgets-its-last-write',
};

const silent = {
  ...{ begin: () => undefined, stage: () => undefined, record: () => undefined },
  ...{
    loss: () => undefined,
    failure: () => undefined,
    earlier: () => undefined,
    reports: () => ({}),
  },
};

/** Conducts a campaign in this process; returns its shard, as merging takes it. */
async function conducted(folder: string, more: Partial<CheckFlags>) {
  const { job, asked } = checkJob({ ...flags, ...more, out: folder });
  const { command, modes: ran, seed: text, choice, shard = { index: 1, of: 1 } } = job;
  const end = await conduct({ ...job, splitbrain: '1' }, silent);
  const origin = { splitbrain: '1', command, target: nameOf(choice), modes: [...ran], seed: text };
  const ending = { exit: 0, took: 0, earlier: 0 };
  const summary = new Summary().data({ ...origin, asked }, [], {}, ending);
  return { end, origin, folder, shard, summary };
}

/** What ends a campaign, but for the folder that it is in. */
const endOf = ({ failures, totals, cause }: CampaignEnd) => ({
  failures: failures.map((one) => ({ ...one, bundle: basename(one.bundle ?? '') })),
  totals,
  cause,
});

describe('a shard', () => {
  it('is not gone on with as another', async () => {
    await conducted(at('part'), { runs: 2, shard: { index: 1, of: 2 } });
    const other = conducted(at('part'), { runs: 2, shard: { index: 2, of: 2 }, continue: true });
    await expect(other).rejects.toThrow(/shard 1\/2, seed x; this is .*shard 2\/2, seed x/);
  });

  it('of any number of them, merged in any order, gives what one campaign gives', async () => {
    const plan = fc.record({
      seed,
      from: fc.nat(5),
      runs: fc.integer({ min: 1, max: 12 }),
      images: fc.integer({ min: 1, max: 3 }),
      of: fc.integer({ min: 1, max: 8 }),
      turn: fc.nat(7),
    });
    let tried = 0;
    const property = fc.asyncProperty(plan, async ({ of, turn, ...more }) => {
      tried += 1;
      const name = (part: string) => at('any', `${tried}`, part);
      const whole = await conducted(name('whole'), more);
      const all: Awaited<ReturnType<typeof conducted>>[] = [];
      for (let place = 0; place < of; place += 1) {
        const shard = { index: ((place + turn) % of) + 1, of };
        all.push(await conducted(name(`${shard.index}`), { ...more, shard }));
      }
      const { origin, summary: first } = whole;
      const end = await merge({ origin, all, first }, name('merged'), silent);
      expect(endOf(end)).toEqual(endOf(whole.end));
      const [one, other] = ['whole', 'merged'].map((part) => ({
        record: readFileSync(join(name(part), 'record.jsonl'), 'utf8'),
        files: readdirSync(name(part), { recursive: true, encoding: 'utf8' }).sort(),
      }));
      expect(other).toEqual(one);
    });
    await fc.assert(property, { numRuns: 8 });
  });
});
