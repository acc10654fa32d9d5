import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { betweenExit, betweenText } from '../../reports/between.ts';
import { cli } from '../cli/start.ts';
import { compareResults, isSlower } from './between.ts';
import { measured } from './measure.ts';
import { spreadOf } from './spread.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
let folder = '';
const at = (name: string) => join(folder, name);
const check = ['check', '--runs', '20', '--mode', 'journal', '--shrink', '0', '--seed', 'c'];
const fault = ['--with', 'demotion-forgets-its-last-write'];
const driver = ['--driver', 'python3 docs/example_driver.py'];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-between-'));
  await Promise.all([
    cli(...check, '--out', at('good')),
    cli(...check, ...fault, '--out', at('bad')),
    cli(...check, ...driver, '--out', at('driver')),
  ]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const say = () => undefined;

/** A copy of a folder for results, with something changed in one of its files. */
function changed(from: string, to: string, file: string, change: (text: string) => string) {
  cpSync(at(from), at(to), { recursive: true });
  writeFileSync(join(at(to), file), change(readFileSync(join(at(to), file), 'utf8')));
  return at(to);
}

describe('two folders of results', () => {
  it('say what fails anew, by an exit code too', async () => {
    const { code, out } = await cli('compare', at('good'), at('bad'));
    expect(out).toMatch(
      /^NEW {2}planned-failover-loses-nothing: content \(journal\), 0 -> \d+ runs/m,
    );
    expect(out).toMatch(
      /^20 runs have the same seed in both:\n {2}pass before, fail after: \d+, as sb1/m,
    );
    expect(out).toMatch(/^generated, journal +20 -> 20 +[\d.]+ s -> [\d.]+ s/m);
    expect(out).toMatch(/^failover: forced, journal +\d+ -> \d+ +\d+ \(max \d+\) -> \d+ \(max/m);
    expect(out).toMatch(/^1 new, 0 still failing, 0 gone, 0 flaky, 0 slower$/m);
    expect(code).toBe(1);
  });

  it('say what is gone, and as JSON', async () => {
    const { code, out } = await cli('compare', at('bad'), at('good'), '--json');
    const data = JSON.parse(out);
    expect(data).toMatchObject({
      ...{ between: 1, exit: 0, differences: ['target'], common: 20 },
      failures: [{ change: 'gone', before: { code: 'planned-failover-loses-nothing' } }],
      before: { folder: at('bad'), seed: 'c', target: 'sim with demotion-forgets-its-last-write' },
    });
    expect(code).toBe(0);
  });

  it('of one driver, with what still fails', async () => {
    const said: string[] = [];
    const compared = await compareResults([at('driver'), at('driver')], (what) => said.push(what));
    expect(compared.failures.length).toBeGreaterThan(2);
    expect(new Set(compared.failures.map(({ change }) => change))).toEqual(
      new Set(['still failing']),
    );
    expect(compared).toMatchObject({ common: 20, changed: [], differences: [] });
    expect(compared.kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['generated, journal', 'failover: stop-site, journal']),
    );
    expect(said.at(-1)).toBe(`${at('driver')}: run 20 of 20`);
    expect(betweenExit(compared)).toBe(0);
  });

  it('are not green where a failure was flaky and is steady now, and tell flaky ones', async () => {
    const flaky = changed('bad', 'flaky', 'summary.json', (text) =>
      text.replaceAll(
        '"writes": {\n        "ack',
        '"flaky": true,\n      "writes": {\n        "ack',
      ),
    );
    const steady = await compareResults([flaky, at('bad')], say);
    expect(betweenExit(steady)).toBe(1);
    expect(betweenText(steady)).toContain('FLAKY -> steady');
    const calmer = await compareResults([at('bad'), flaky], say);
    expect(betweenText(calmer)).toMatch(/^0 new, 1 still failing, 0 gone, 1 flaky, 0 slower$/m);
  });

  it('are refused where one is none, with what is', async () => {
    const alone = await cli('compare', at('good'));
    expect({ code: alone.code, err: alone.err }).toMatchObject({
      code: 2,
      err: expect.stringContaining('give two folders of results'),
    });
    expect((await cli('compare', at('good'), folder)).err).toMatch(/holds no summary.json/);
    const strange = changed('good', 'strange', 'summary.json', () => '{"summary": 99}');
    expect((await cli('compare', at('good'), strange)).err).toMatch(/not a summary that this/);
  });
});

describe('what is measured', () => {
  const took = (count: number, median: number) => ({
    took: { count, median, most: median, max: median },
    rpo: undefined,
    rto: undefined,
  });

  it('is slower where enough runs take half as long again', () => {
    expect(isSlower(took(5, 100), took(5, 151))).toBe(true);
    expect(isSlower(took(5, 100), took(5, 150))).toBe(false);
    expect(isSlower(took(5, 100), took(4, 900))).toBe(false);
    expect(isSlower(undefined, took(5, 100))).toBe(false);
  });

  it('has ranks that are among the numbers, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (numbers) => {
        const spread = spreadOf(numbers);
        if (spread === undefined) throw new Error('there are numbers');
        const { count, median, most, max } = spread;
        expect(count).toBe(numbers.length);
        expect(max).toBe(Math.max(...numbers));
        for (const one of [median, most]) expect(numbers).toContain(one);
        expect(median).toBeLessThanOrEqual(most);
        const above = numbers.filter((number) => number > median).length;
        expect(above).toBeLessThanOrEqual(numbers.length / 2);
      }),
    );
    expect(spreadOf([])).toBeUndefined();
  });

  const kinds = [
    { scenario: 'generated', of: 'generated, journal', cause: 'failover: kill-site, journal' },
    { scenario: 'lost', of: 'lost, journal', cause: 'lost, failover: kill-site, journal' },
  ];

  it.each(kinds)('of a run are how long it took, and its failovers by cause: $scenario', (one) => {
    const run = { mode: 'journal', scenario: one.scenario, took: 900 } as const;
    const lost = { cause: 'kill-site', took: 400, lost: 3 } as const;
    expect(measured(run, [lost])).toEqual([
      { kind: one.of, took: 900 },
      { kind: one.cause, rpo: 3, rto: 400 },
    ]);
  });
});
