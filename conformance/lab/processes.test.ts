import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import type { Role } from './layout.ts';
import { knownProcesses, markedEnvironment, startedOne } from './processes.ts';
import { until } from './wait.ts';

const folder = `/nowhere/splitbrain-processes-${process.pid}`;
const children: ChildProcess[] = [];

const start = (command: string, env: NodeJS.ProcessEnv): void => {
  const child = spawn('bash', ['-c', command], { env });
  children.push(child);
  startedOne(folder, child);
};

/** What a process has before it shows what it is. */
const elsewhere = markedEnvironment('/nowhere/else', 'a', 'tool');

const marked = (role: Role): NodeJS.ProcessEnv => markedEnvironment(folder, 'a', role);
const known = (): Role[] =>
  knownProcesses(folder)
    .map(({ role }) => role)
    .sort();

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});

test('a process that shows its marks late is looked for until it does', async () => {
  const late = Object.entries(marked('osd')).map(([name, value]) => `${name}='${value}'`);
  start('exec sleep 20', marked('mon'));
  start(`sleep 0.3; exec env ${late.join(' ')} sleep 20`, elsewhere);
  await until({ what: 'the first', where: folder, deadline: 5000, interval: 5 }, () =>
    known().includes('mon') ? true : undefined,
  );
  expect(known()).toEqual(['mon']);
  await until({ what: 'the late one', where: folder, deadline: 5000, interval: 20 }, () =>
    known().includes('osd') ? true : undefined,
  );
  expect(known()).toEqual(['mon', 'osd']);
});

test('a process that ended before it was found is not waited for', async () => {
  start('exec sleep 20', marked('mon'));
  start('true', elsewhere);
  await new Promise((resolve) => children.at(-1)?.once('close', resolve));
  expect(known()).toContain('mon');
});
