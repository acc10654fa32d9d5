import { readFileSync, rmSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { scratch } from './scratch.ts';
import { cli } from './start.ts';

vi.setConfig({ testTimeout: 60_000 });
const at = scratch('cli');

describe.concurrent('the command line', () => {
  test('compare tells each disagreement, and fails by those that are not known', async () => {
    const known = ['sim', 'sim:forced-promotion-hangs'].flatMap((name) => ['--target', name]);
    const file = 'scenarios/bugs/forced-promotion-rolls-back-too-far.yaml';
    const none = await cli('compare', ...known, file, '--out', at('compare'));
    expect(none.out).toContain('1 scenarios: 1 the same');
    expect(none.code).toBe(0);
    const fault = ['sim', 'sim:demotion-forgets-its-last-write'].flatMap((name) => [
      ...['--target', name],
    ]);
    const corpus = 'scenarios/corpus/planned-failover-and-failback.yaml';
    const parted = await cli('compare', ...fault, corpus, '--json', '--out', at('parted'));
    expect(parted.code).toBe(1);
    const result = JSON.parse(parted.out);
    expect(result).toMatchObject({ compare: 1, exit: 1, unexplained: 2 });
    expect(result.disagreements[0]).toMatchObject({ other: 'sim', aspect: 'content' });
    expect(JSON.parse(readFileSync(at('parted/compare.json'), 'utf8'))).toEqual(result);
    expect(readFileSync(at('parted/compare.txt'), 'utf8')).toMatch(/^PART /m);
  });

  test('bugs shows each known bug with its deviation, and none without', {
    timeout: 120_000,
  }, async () => {
    const all = await cli('bugs');
    expect(all.out).toMatch(/^ {2}forced-promotion-hangs .* sim with it {2}reproduced/m);
    expect(all.out).toMatch(/^ {4}disagreement .* sim {10}not reproduced/m);
    expect(all.out).toMatch(/reproduced, all as known$/m);
    expect(all.code).toBe(0);
    const one = await cli('bugs', 'removal-is-overlooked', '--json');
    expect(JSON.parse(one.out)).toMatchObject({ bugs: 1, exit: 0, sightings: [{}, {}] });
  });

  test('show makes the report of a folder anew, as the command there left it', async () => {
    const there = ['--runs', '5', '--seed', 'show', '--out', at('shown')];
    const checked = await cli('check', ...there);
    expect(checked.code).toBe(0);
    const left = readFileSync(at('shown/report.html'), 'utf8');
    rmSync(at('shown/report.html'));
    const shown = await cli('show', at('shown'), '--no-open');
    expect(shown.out).toBe(`${at('shown/report.html')}\n`);
    const anew = readFileSync(at('shown/report.html'), 'utf8');
    const chunk = /data-kind="chunk">[^<]*/;
    expect(anew.match(chunk)?.[0]).toBe(left.match(chunk)?.[0]);
    const empty = await cli('show', at('nowhere'), '--no-open');
    expect(empty).toMatchObject({ code: 2, err: expect.stringContaining('holds no record') });
  });

  test('simulate walks, says how it went, and gives the result as JSON', async () => {
    const walks = ['--walks', '200', '--seed', 'cli', '--out', at('walked')];
    const said = await cli('simulate', ...walks);
    expect(said.out).toMatch(/^ {2}walks +400 passed, 0 failed$/m);
    expect(said.code).toBe(0);
    const { out } = await cli('simulate', ...walks, '--json');
    expect(JSON.parse(out)).toMatchObject({ simulate: 1, exit: 0, failed: 0, next: 200 });
  });

  test('mutants tells what became of each', async () => {
    const few = ['--mode', 'journal', '--states', '2000', '--walks', '100', '--every', '300'];
    const said = await cli('mutants', ...few);
    expect(said.out).toMatch(/^journal mode: 9 of 2,6\d\d mutants$/m);
    expect(said.code).toBe(0);
    const { out } = await cli('mutants', ...few, '--json');
    expect(JSON.parse(out)).toMatchObject({ mutants: 1, exit: 0, tried: [{ mode: 'journal' }] });
  });

  test('explore finds the shortest way to break a promise, and none where all are kept', async () => {
    const few = [
      '--mode',
      'snapshot',
      '--events',
      '3',
      '--faults',
      'none',
      '--out',
      at('explored'),
    ];
    const kept = await cli('explore', ...few);
    expect(kept.out).toContain('everything within the bound');
    expect(kept.code).toBe(0);
    const broken = await cli(
      'explore',
      ...few,
      '--with',
      'demotion-forgets-its-last-write',
      '--json',
    );
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({ explore: 1, exit: 1, explored: [{}] });
    const wrong = await cli('explore', '--faults', 'heal');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('no fault "heal"');
  });

  // It explores the model, for a minute or two; its text is tested in reports/mix.test.ts.
  const exploring = { timeout: 300_000 };
  test('mix tells what was met, and by its exit code whether that is all', exploring, async () => {
    await cli('check', '--runs', '3', '--seed', 'm', '--mode', 'journal', '--out', at('mixed'));
    const told = await cli('mix', at('mixed'), '--least', '1', '--json');
    const data = JSON.parse(told.out);
    expect(data).toMatchObject({ mix: 1, exit: 3, least: 1, targets: [{ target: 'sim' }] });
    expect(told.code).toBe(3);
  });
});
