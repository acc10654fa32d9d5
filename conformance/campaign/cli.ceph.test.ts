import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whySkipped } from '../lab/available.ts';
import { labDown, labStatus } from '../lab/index.ts';
import { namespacesOf } from '../lab/namespaces.ts';
import { findProcesses } from '../lab/processes.ts';
import { until } from '../lab/wait.ts';
import { readRecords } from '../output/record.ts';
import { runRecordSchema } from '../output/schema.ts';

const program = fileURLToPath(new URL('../../cli.ts', import.meta.url));
const skip = whySkipped();
const lab = join(tmpdir(), `splitbrain-cli-${process.pid}`);
let folder = '';

const faults = `scenario: faults in force
modes: [snapshot]
steps:
  - create: a
  - enable: a
  - cut
  - stop-site: b
  - write: a
    blocks: 8
  - start-site: b
  - heal
`;

/** Runs the command line as a group of processes of its own, as a shell does. */
function start(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], { detached: true });
  let out = '';
  child.stdout.on('data', (data) => {
    out += String(data);
  });
  const ended = new Promise<{ code: number | null; out: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, out }));
  });
  const signal = (name: NodeJS.Signals) => {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  };
  return { ended, signal };
}

/** A run of the scenario on real clusters, until its faults are in force. */
async function faulty(...more: string[]) {
  const where = ['--target', 'ceph', '--lab', lab, '--out', join(folder, 'out')];
  const command = start('run', join(folder, 'faults.yaml'), '--repeat', '9', ...where, ...more);
  const what = 'a cut cable and a halted site';
  await until({ what, where: lab, deadline: 60_000, interval: 20 }, async () => {
    const status = await labStatus(lab);
    const all = status.labs ?? [status]; // others may still be coming up
    return (
      all.some(({ link, sites }) => link === 'cut' && sites?.b.cluster === 'stopped') || undefined
    );
  });
  return command;
}

/** The folder of a lab, and those of the labs that it may hold. */
const folders = [lab, join(lab, '1'), join(lab, '2')];
const processes = () => folders.flatMap(findProcesses);
const ofLab = () => namespacesOf(processes().map(({ pid }) => pid));
const everywhere = () => namespacesOf(readdirSync('/proc').filter((name) => /^\d+$/.test(name)));

function expectNothingLeft(namespaces: readonly string[]): void {
  expect(processes()).toEqual([]);
  expect(existsSync(lab)).toBe(false);
  expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(lab);
  const living = new Set(everywhere());
  expect(namespaces.filter((name) => living.has(name))).toEqual([]);
}

const recorded = () => [...readRecords(join(folder, 'out/record.jsonl'), runRecordSchema).runs];

describe.skipIf(skip)(`a real run${skip ? ` (skipped: ${skip})` : ''}`, () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'splitbrain-real-'));
    writeFileSync(join(folder, 'faults.yaml'), faults);
  });
  afterAll(async () => {
    await labDown(lab);
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['one lab', []],
    ['two labs', ['--labs', '2']],
  ])(
    'on %s leaves nothing after kill -9 and lab down, nor after Ctrl-C',
    async (_, labs) => {
      const killed = await faulty(...labs);
      const first = ofLab();
      killed.signal('SIGKILL');
      await killed.ended;
      expect(await labStatus(lab)).toMatchObject({ state: 'crashed' });
      expect((await start('lab', 'down', '--lab', lab).ended).code).toBe(0);
      expectNothingLeft(first);
      const before = recorded();

      const interrupted = await faulty('--continue', ...labs);
      const second = ofLab();
      interrupted.signal('SIGINT');
      const { code, out } = await interrupted.ended;
      expectNothingLeft(second);
      expect(code).toBe(3);
      expect(out).toContain('Go on with: npx splitbrain run');
      const after = recorded();
      expect(after.slice(0, before.length)).toEqual(before);
      expect(after.map(({ verdict }) => verdict.kind)).toEqual(after.map(() => 'pass'));
      expect(new Set(after.map(({ seed }) => seed)).size).toBe(after.length);
    },
    180_000,
  );

  test('on two labs runs each scenario once, and leaves them to nobody else', async () => {
    const where = ['--target', 'ceph', '--lab', lab, '--out', join(folder, 'two')];
    const args = ['check', '--runs', '2', '--seed', 'two', '--labs', '2', ...where];
    const command = start(...args);
    const what = 'two labs';
    await until({ what, where: lab, deadline: 60_000, interval: 50 }, async () => {
      const { labs = [] } = await labStatus(lab);
      return labs.filter(({ state }) => state === 'up').length === 2 || undefined;
    });
    expect((await start('lab', 'up', '--lab', lab).ended).code).toBe(4);
    expect((await start(...args).ended).code).toBe(4);
    expect((await command.ended).code).toBe(0);
    expectNothingLeft([]);
    const seeds = [...readRecords(join(folder, 'two/record.jsonl'), runRecordSchema).runs].map(
      ({ seed }) => seed,
    );
    expect(seeds.sort()).toEqual(
      ['journal', 'snapshot'].flatMap((mode) => [0, 1].map((run) => `sb1-${mode}-two.${run}`)),
    );
  }, 180_000);
});
