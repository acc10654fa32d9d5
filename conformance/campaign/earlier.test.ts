import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { scratch } from '../cli/scratch.ts';
import { cli } from '../cli/start.ts';
import { saveBundle, savedBundle, savedBundles } from '../output/bundles.ts';
import { Folder } from '../output/folder.ts';
import { readRecords } from '../output/record.ts';
import { runRecordSchema } from '../output/schema.ts';
import { summarySchema } from '../output/summary.ts';

vi.setConfig({ testTimeout: 300_000 });

const at = scratch('earlier');

const fault = ['--with', 'demotion-forgets-its-last-write'];
const check = ['check', '--seed', 'f', '--runs', '12', '--shrink', '30'];

/** Runs a command line to its end; returns what it said, and what it left in a folder. */
async function done(name: string, ...args: string[]) {
  const ended = await cli(...args, '--out', at(name));
  const text = (file: string) => readFileSync(at(name, file), 'utf8');
  const runs = [...readRecords(at(name, 'record.jsonl'), runRecordSchema).runs];
  const summary = summarySchema.parse(JSON.parse(text('summary.json')));
  return { ...ended, text, runs, summary, bundles: bundlesOf(name) };
}

const bundlesOf = (name: string) =>
  existsSync(at(name, 'bundles')) ? readdirSync(at(name, 'bundles')).sort() : [];

describe.concurrent('a failure that an earlier command left', () => {
  it('is run first, fails at once while it is there, and is removed once it passes', async () => {
    const found = await done('fixed', ...check, ...fault, '--max-failures', '1');
    expect({ code: found.code, bundles: found.bundles.length }).toEqual({ code: 1, bundles: 1 });
    const [name = ''] = found.bundles;
    const bundle = found.text(`bundles/${name}`);

    const again = await done('fixed', ...check, ...fault, '--max-failures', '1');
    expect(again.runs.map(({ replayed, verdict }) => [replayed, verdict.kind])).toEqual([
      [name, 'fail'],
    ]);
    expect(again.out).toContain(`FAIL  ${at('fixed/bundles', name)}: an earlier failure`);
    expect(again.summary.failures).toMatchObject([{ bundle: at('fixed/bundles', name), count: 1 }]);
    expect({ code: again.code, text: again.text(`bundles/${name}`) }).toEqual({
      ...{ code: 1, text: bundle },
    });

    const mended = await done('fixed', ...check);
    const line = `PASS  ${at('fixed/bundles', name)}: an earlier failure passes now, removed`;
    expect(mended.out.split('\n')[1]).toBe(line);
    expect({ code: mended.code, bundles: mended.bundles }).toEqual({ code: 0, bundles: [] });
    expect(mended.summary.replayed).toEqual({ runs: 1, removed: [name] });
    expect(mended.summary).toMatchObject({ scenarios: 25, pass: 25, left: 0 });
    expect(mended.text('junit.xml')).toContain('tests="25" failures="0"');
    expect(JSON.parse(mended.text('ctrf.json')).results.summary).toMatchObject({ tests: 25 });

    const after = await done('fixed', ...check);
    const fresh = await done('never', ...check);
    expect(after.text('record.jsonl')).toBe(fresh.text('record.jsonl'));
    expect(mended.runs.slice(1)).toEqual(fresh.runs);
  });

  it('is left alone where it does not fit, with the reason, and cleared by --fresh', async () => {
    await done('misfit', ...check, ...fault, '--mode', 'journal', '--max-failures', '1');
    const [name = ''] = bundlesOf('misfit');
    writeFileSync(at('misfit/bundles/newer.json'), '{"bundle":99}');
    writeFileSync(at('misfit/bundles/driven.json'), '{"driverBundle":1}');
    const before = bundlesOf('misfit').map((one) =>
      readFileSync(at('misfit/bundles', one), 'utf8'),
    );
    const other = ['--with', 'removal-is-overlooked'];
    for (const [args, why] of [
      [['--mode', 'snapshot'], 'it is of journal mode'],
      [['--mode', 'journal', ...other], `it failed on sim with ${fault[1]}`],
    ] as const) {
      const { out, bundles, runs } = await done('misfit', ...check, ...args, '--runs', '2');
      expect(out).toContain(`${at('misfit/bundles', name)}: left alone, ${why}\n`);
      expect(out).toMatch(/newer.json: left alone, a bundle of format 99/);
      expect(out).toMatch(/driven.json: left alone, not a bundle/);
      expect(bundles.map((one) => readFileSync(at('misfit/bundles', one), 'utf8'))).toEqual(before);
      expect(runs.some(({ replayed }) => replayed !== undefined)).toBe(false);
    }
    const fresh = await done('misfit', ...check, '--mode', 'journal', '--runs', '2', '--fresh');
    expect({ bundles: fresh.bundles, runs: fresh.runs.length }).toEqual({ bundles: [], runs: 2 });
    expect(fresh.out).not.toContain('left alone');
  });

  it('is told to machines in the summary alone, and run twice with --twice', async () => {
    await done('json', ...check, ...fault, '--max-failures', '1');
    const bundles = bundlesOf('json');
    const { out, code } = await done('json', ...check, '--json', '--twice');
    const summary = summarySchema.parse(JSON.parse(out));
    expect({ code, replayed: summary.replayed }).toEqual({
      ...{ code: 0, replayed: { runs: 1, removed: bundles } },
    });
  });

  it('of a scenario file is replayed with that file, as long as this expects the same', async () => {
    const expecting = (name: string) =>
      `scenario: wrong\nmodes: [journal]\nsteps:\n  - create: a\n    expect: ${name}\n`;
    writeFileSync(at('wrong.yaml'), expecting('EBUSY'));
    await done('run', 'run', at('wrong.yaml'));
    const again = await done('run', 'run', at('wrong.yaml'));
    expect(again.runs.map(({ replayed }) => replayed !== undefined)).toEqual([true, false]);
    expect({ code: again.code, kinds: again.summary.failures.length }).toEqual({
      code: 1,
      kinds: 1,
    });
    writeFileSync(at('wrong.yaml'), expecting('ok'));
    const mended = await done('run', 'run', at('wrong.yaml'));
    expect(mended.out).toContain('left alone, the file of "wrong" was changed since');
    expect({ code: mended.code, runs: mended.runs.length }).toEqual({ code: 0, runs: 1 });
  });

  it('is replayed once, also by a command that is interrupted and goes on', async () => {
    await done('whole', ...check, ...fault, '--seed', 'other');
    cpSync(at('whole'), at('cut'), { recursive: true });
    const whole = await done('whole', ...check, ...fault);
    const earlier = whole.runs.filter(({ replayed }) => replayed !== undefined).length;
    expect(earlier).toBeGreaterThan(0);
    const lines = whole.text('record.jsonl').split('\n');
    for (const kept of [0, 1, earlier, earlier + 3]) {
      const some = lines.slice(0, kept + 1).map((line) => `${line}\n`);
      writeFileSync(at('cut/record.jsonl'), some.join(''));
      const on = await done('cut', ...check, ...fault, '--continue');
      expect(on.text('record.jsonl')).toBe(whole.text('record.jsonl'));
    }
  });

  it('is replayed by the shard whose folder has it, and counted once when shards are merged', async () => {
    await done('shards/1', ...check, ...fault, '--max-failures', '1');
    const shards: string[] = [];
    for (const index of ['1', '2', '3']) {
      await done(`shards/${index}`, ...check, ...fault, '--shard', `${index}/3`);
      shards.push(at(`shards/${index}`));
    }
    const merged = await done('merged', 'merge', ...shards);
    expect(merged.summary).toMatchObject({ scenarios: 25, left: 0, replayed: { runs: 1 } });
    await done('one', ...check, ...fault, '--max-failures', '1');
    const one = await done('one', ...check, ...fault);
    expect(merged.text('record.jsonl')).toBe(one.text('record.jsonl'));
    expect(merged.bundles).toEqual(one.bundles);
  });
});

it('a bundle of another failure with the same seed is not written over, nor taken for it', async () => {
  await done('seed', ...check, ...fault, '--max-failures', '1');
  const output = new Folder(at('seed'));
  const [{ file = '', record } = {}] = savedBundles(at('seed'));
  if (record === undefined) throw new Error('nothing was saved');
  const other = { ...record, target: 'sim with something else' };
  expect(savedBundle(output, other)).toBeUndefined();
  const beside = saveBundle(output, other);
  expect(beside).not.toBe(file);
  expect(saveBundle(output, other)).toBe(beside);
  expect(savedBundle(output, other)).toMatchObject({ file: beside, record: other });
  expect(savedBundle(output, record)).toMatchObject({ file, record });
});
