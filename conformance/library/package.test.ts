import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf } from '../../docs/console/blocks.ts';
import { missing } from '../../docs/console/compare.ts';
import { bin, here } from '../cli/start.ts';

const timeout = 240_000;
const { PATH = '' } = process.env;
const execute = promisify(execFile);

let user = '';
/** Runs a program as one would who has nothing but the package; what it said, whatever became of it. */
async function run(file: string, ...args: string[]): Promise<{ code: number; out: string }> {
  const env = { ...process.env, PATH: `${bin}${delimiter}${PATH}`, NO_COLOR: '1' };
  try {
    const { stdout } = await execute(file, args, { cwd: user, env });
    return { code: 0, out: stdout };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('stdout' in error)) throw error;
    return { code: Number(error.code), out: String(error.stdout) };
  }
}

const suite = `
import { conformance } from 'splitbrain/vitest';
conformance({
  driver: 'python3 example_driver.py',
  seed: 'package',
  runs: 4,
});
`;

describe('the package, in an empty folder', () => {
  beforeAll(async () => {
    user = mkdtempSync(join(tmpdir(), 'splitbrain-package-'));
    await execute(process.execPath, [join(here, 'conformance/library/pack.ts'), user], {
      cwd: here,
    });
    writeFileSync(join(user, 'package.json'), '{ "name": "user", "type": "module" }\n');
    await run('npm', 'install', '--no-audit', '--no-fund', './splitbrain-0.1.0.tgz');
    cpSync(join(here, 'docs/example_driver.py'), join(user, 'example_driver.py'));
    cpSync(join(here, 'docs/examples/run-a-scenario.ts'), join(user, 'run-a-scenario.ts'));
    writeFileSync(join(user, 'driver.test.js'), suite);
    // A suite of one's own has its own vitest, and types of Node's; these are the ones that are here.
    for (const name of ['vitest', '@types']) {
      symlinkSync(join(here, 'node_modules', name), join(user, 'node_modules', name));
    }
  }, timeout);
  afterAll(() => {
    if (user !== '') rmSync(user, { recursive: true });
    rmSync(join(here, 'dist/package'), { recursive: true, force: true });
  });

  it('is smaller than a megabyte, and needs few others', () => {
    expect(statSync(join(user, 'splitbrain-0.1.0.tgz')).size).toBeLessThan(1_000_000);
    const text = readFileSync(join(user, 'node_modules/splitbrain/package.json'), 'utf8');
    expect(Object.keys(JSON.parse(text).dependencies).length).toBeLessThan(10);
  });

  it('has the command line, threads and tables included', { timeout }, async () => {
    const found = await run('npx', 'splitbrain', 'bugs', 'forced-promotion-rolls-back-too-far');
    expect(found.out).toMatch(/reproduced, all as known$/m);
    const checked = await run('npx', 'splitbrain', 'check', '--runs', '2', '--mode', 'journal');
    expect(checked.code).toBe(0);
    expect(readFileSync(join(user, 'out/report.html'), 'utf8')).toMatch(/<script>.{20000}/s);
    const explored = await run('npx', 'splitbrain', 'explore', '--events', '2', '--faults', 'none');
    expect(explored).toMatchObject({ code: 0, out: /everything within the bound/ });
  });

  it('does what the guide starts with, as the guide shows it', { timeout }, async () => {
    const page = readFileSync(join(here, 'docs/start.md'), 'utf8');
    const terminals = blocksOf(page).filter((block) => block.kind === 'terminal');
    const shown = terminals.flatMap((block) => (block.needs === undefined ? block.shown : []));
    expect(shown.length).toBeGreaterThan(5);
    for (const { command, answer } of shown) {
      const { code, out } = await run('bash', '-c', command);
      expect([0, 1], command).toContain(code);
      expect(missing(answer, out), `${command}\n${out}`).toBeUndefined();
    }
  });

  it('has what examples use, with its types', { timeout }, async () => {
    const { out } = await run('node', 'run-a-scenario.ts');
    expect(out).toMatch(/rolls-back-too-far sync-\d+ forced-failover-is-a-point-in-time/);
    const strict = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024'];
    const types = await run('tsc', ...strict, '--types', 'node', 'run-a-scenario.ts');
    expect(types).toEqual({ code: 0, out: '' });
  });

  it('gives a suite one test for each promise and scenario', { timeout }, async () => {
    const { code } = await run('vitest', 'run', '--reporter', 'json', '--outputFile', 'told.json');
    expect(code).toBe(1);
    const told = JSON.parse(readFileSync(join(user, 'told.json'), 'utf8'));
    const tests: { fullName: string; status: string; failureMessages: string[] }[] =
      told.testResults[0].assertionResults;
    expect(tests).toHaveLength(4 * 18);
    const failed = tests.filter(({ status }) => status === 'failed');
    expect(failed.map(({ fullName }) => fullName)).toContainEqual(
      expect.stringMatching(/sb1-journal-package\.\d one-writer$/),
    );
    for (const { failureMessages, fullName } of failed) {
      const [seed = 'none'] = /sb1-\S+/.exec(fullName) ?? [];
      const replay = `npx splitbrain replay ${seed} --driver 'python3 example_driver.py'`;
      expect(failureMessages.join()).toContain(replay);
    }
    expect(tests.map(({ status }) => status)).toContain('skipped');
  });
});
