import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { scratch } from '../cli/scratch.ts';
import { bin, cli, here, startProgram } from '../cli/start.ts';
import { readRecords } from '../output/record.ts';
import { runRecordSchema } from '../output/schema.ts';

vi.setConfig({ testTimeout: 60_000 });

const at = scratch('cli');

function file(name: string, text: string): string {
  mkdirSync(join(at(name), '..'), { recursive: true });
  writeFileSync(at(name), text);
  return at(name);
}

const wrong = `scenario: wrong expectation
steps:
  - create: a
    expect: EBUSY
`;

describe.concurrent('bad input ends in one clear message and exit code 2', () => {
  test.each([
    ['an unknown command', ['chekc'], /unknown command 'chekc'/],
    ['an unknown option', ['check', '--rnus', '3'], /unknown option '--rnus'/],
    ['a wrong mode', ['check', '--mode', 'async'], /Allowed choices are journal, snapshot, both/],
    ['a wrong target', ['check', '--target', 'moon'], /Allowed choices are sim, ceph/],
    ['a wrong number of runs', ['check', '--runs', 'many'], /"many" is no whole number/],
    ['no runs', ['check', '--runs', '0'], /"0" is no whole number from 1 on/],
    ['fewer than no runs', ['check', '--runs', '-1'], /"-1" is no whole number from 1 on/],
    ['an empty seed', ['check', '--seed', ''], /a seed is a line of 1 to 200 characters/],
    ['an empty folder name', ['lab', 'down', '--lab', ''], /a path has at least one character/],
    ['no file', ['run'], /missing required argument 'file'/],
    ['a folder without scenarios', ['run', 'reports'], /no scenario files \(\*\.yaml\) in this/],
    ['a file for a folder', ['check', '--out', 'package.json'], /choose another folder/],
    ['nothing to go on with', ['check', '--out', 'reports', '--continue'], /no record to go on/],
    ['a file that is no bundle', ['replay', './package.json'], /package.json: not a bundle/],
    ['an unknown bug', ['bugs', 'removal'], /no bug "removal" in the track record; there are/],
    ['a bug of the other mode', ['bugs', 'removal-is-overlooked', '--mode', 'snapshot'], /none/],
    ['one target to compare', ['compare', '--target', 'sim'], /give two targets/],
    ['a folder without a record', ['mix', 'reports'], /reports: holds no record; give the --out/],
    ['a wrong time', ['check', '--time', '60'], /write 60s, 5m or 1h/],
    ['an unknown fault', ['check', '--with', 'luck'], /choose one of .*promotes-half-synced/],
    ['a fault on real clusters', ['check', '--with', 'luck', '--target', 'ceph'], /sim only/],
    [
      'a missing file',
      ['run', 'no-such-file.yaml'],
      /^no-such-file.yaml:1:1: there is no such file/,
    ],
    ['no seed', ['replay', 'friday'], /"friday" is not a seed/],
    ['a seed of another version', ['replay', 'sb9-journal-friday.1'], /is of version 9/],
    ['a missing bundle', ['replay', 'no/bundle.json'], /there is no such bundle/],
    ['a wrong folder', ['check', '--runs', '1', '--out', '/proc/x/y'], /another folder/],
    ['an unknown action', ['lab', 'sideways'], /Allowed choices are up, down, status/],
  ])('%s', async (_what, args, message) => {
    const { code, out, err } = await cli(...args);
    expect(err.trim()).toMatch(message);
    expect(err.trim()).not.toContain('\n ');
    expect(err).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  test('every problem of every file, each on its own line', async () => {
    file('broken/one.yaml', 'scenario: x\nsteps:\n  - promot: a\n  - write: c\n');
    file('broken/two.yaml', 'scenario: [\n');
    const { code, err } = await cli('run', at('broken'));
    const lines = err.trimEnd().split('\n');
    expect(code).toBe(2);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line).toMatch(/(one|two)\.yaml:\d+:\d+: .+; .+/);
  });
});

describe.concurrent('a command', () => {
  test('check passes on the simulated pair, and writes all its results', async () => {
    const { code, out } = await cli('check', '--runs', '20', '--seed', 'x', '--out', at('pass'));
    expect(out).toContain('40 scenarios: 40 passed, 0 failed, 0 inconclusive');
    expect(code).toBe(0);
    expect([...readRecords(at('pass/record.jsonl'), runRecordSchema).runs]).toHaveLength(40);
    expect(readFileSync(at('pass/junit.xml'), 'utf8')).toContain('tests="40" failures="0"');
    const summary = JSON.parse(readFileSync(at('pass/summary.json'), 'utf8'));
    expect(summary).toMatchObject({ summary: 1, exit: 0, pass: 40, seed: 'x' });
  });

  test('npx finds it in a checkout, and so does tsx', async () => {
    const said = await Promise.all([
      startProgram('npx', 'splitbrain', '--version').ended,
      startProgram(join(bin, 'tsx'), join(here, 'cli.ts'), '--version').ended,
    ]);
    expect(said.map(({ out }) => out)).toEqual(['0.1.0\n', '0.1.0\n']);
  });

  test('check ends in time with the verdict of what ran, and says how many were left', async () => {
    const long = ['check', '--runs', '100000', '--time', '2s', '--mode', 'journal'];
    const { code, out } = await cli(...long, '--out', at('time'));
    const { scenarios, left, exit, pass } = JSON.parse(
      readFileSync(at('time/summary.json'), 'utf8'),
    );
    expect({ code, exit, pass, left }).toEqual({
      ...{ code: 0, exit: 0, pass: scenarios, left: 100_000 - scenarios },
    });
    expect(out).toContain(`${left} more were asked for, and not run.`);
    expect(scenarios).toBeGreaterThan(0);
    const driver = ['--driver', 'python3 docs/example_driver.py'];
    const driven = await cli(...long, ...driver, '--shrink', '0', '--out', at('driver-time'));
    const ran = JSON.parse(readFileSync(at('driver-time/summary.json'), 'utf8'));
    expect({ code: driven.code, left: ran.left }).toEqual({
      code: 1,
      left: 100_000 - ran.scenarios,
    });
    expect(ran.scenarios).toBeGreaterThan(0);
  });

  test('check --twice finds nothing but equal records', async () => {
    const { code, out } = await cli('check', '--runs', '5', '--twice', '--out', at('twice'));
    expect({ code, passed: out.includes('10 passed') }).toEqual({ code: 0, passed: true });
  });

  test('the same seed gives the same record to the byte', async () => {
    const args = ['check', '--runs', '15', '--seed', 'same seed!', '--out'];
    await Promise.all([cli(...args, at('same1')), cli(...args, at('same2'))]);
    const [one, two] = ['same1', 'same2'].map((name) => readFileSync(at(`${name}/record.jsonl`)));
    expect(one?.equals(two ?? Buffer.from('')) && one.length > 1000).toBe(true);
  });

  test('a failure is told, saved, and replayed to the same verdict', async () => {
    const fault = ['--with', 'demotion-forgets-its-last-write'];
    const args = ['--seed', 'f', '--mode', 'journal', '--runs', '30', '--max-failures', '1'];
    const found = await cli('check', ...args, ...fault, '--json', '--out', at('fail'));
    expect(found.code).toBe(1);
    const { exit, failures } = JSON.parse(found.out);
    expect({ exit, count: failures.length }).toEqual({ exit: 1, count: 1 });
    const again = await cli('replay', failures[0].bundle);
    expect(again.code).toBe(1);
    expect(again.out).toContain(`FAIL  ${failures[0].code}`);
    expect(again.out).toContain('The same verdict as in the bundle.');
  });

  test('run runs a scenario file in each mode, and fails where it is not met', async () => {
    const corpus = await cli('run', join(here, 'scenarios/corpus'), '--out', at('corpus'));
    expect(corpus.out).not.toContain('FAIL');
    expect(corpus.code).toBe(0);
    const failed = await cli('run', file('wrong.yaml', wrong), '--out', at('wrong'));
    expect(failed.out).toMatch(/FAIL {2}wrong expectation, snapshot: expectation, at step 1/);
    expect(failed.code).toBe(1);
  });

  test('replay gives the record of a seed as JSON', async () => {
    const { code, out } = await cli('replay', 'sb1-snapshot-any text.7', '--json');
    expect(JSON.parse(out)).toMatchObject({ replay: 1, record: { mode: 'snapshot' } });
    expect(code).toBe(0);
  });

  test('schema prints the JSON Schema of scenario files', async () => {
    const { code, out } = await cli('schema');
    const committed = readFileSync(join(here, 'scenarios/scenario.schema.json'), 'utf8');
    expect({ code, schema: JSON.parse(out) }).toEqual({ code: 0, schema: JSON.parse(committed) });
    const summary = await cli('schema', 'summary');
    const published = readFileSync(join(here, 'conformance/output/summary.schema.json'), 'utf8');
    expect(JSON.parse(summary.out)).toEqual(JSON.parse(published));
    expect((await cli('schema', 'summry')).err).toMatch(/Allowed choices are scenario, summary/);
  });

  test('a folder that is no lab is left alone, with exit code 4', async () => {
    file('precious/data', 'x');
    const { code, out, err } = await cli('lab', 'down', '--lab', at('precious'));
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err).toContain('is no lab');
    expect(readFileSync(at('precious/data'), 'utf8')).toBe('x');
  });

  test.each([
    'check',
    'run',
    'compare',
    'bugs',
    'explore',
    'mix',
    'merge',
    'replay',
    'lab',
    'doctor',
    'schema',
  ])('%s --help tells its purpose with an example', async (command) => {
    const { code, out } = await cli(command, '--help');
    expect(out).toMatch(
      new RegExp(`Usage: splitbrain ${command}[\\s\\S]*Example:\n {2}npx splitbrain`),
    );
    expect(code).toBe(0);
  });
});
