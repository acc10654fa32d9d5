import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import type { Role } from './layout.ts';
import { knownProcesses, markedEnvironment, startedOne } from './processes.ts';
import { until } from './wait.ts';

const folder = `/nowhere/splitbrain-processes-${process.pid}`;
const children: ChildProcess[] = [];

const start = (command: string, env: NodeJS.ProcessEnv): ChildProcess => {
  const child = spawn('bash', ['-c', command], { env });
  children.push(child);
  startedOne(folder, child);
  return child;
};

/** What a process has before it shows what it is. */
const elsewhere = markedEnvironment('/nowhere/else', 'a', 'tool');

const marked = (role: Role): NodeJS.ProcessEnv => markedEnvironment(folder, 'a', role);

/** What a process that was started is known as; undefined until it is found. */
const knownAs = ({ pid }: ChildProcess): Role | undefined =>
  knownProcesses(folder).find((one) => one.pid === pid)?.role;

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});

test('a process that shows its marks late is looked for until it does', async () => {
  const late = Object.entries(marked('osd')).map(([name, value]) => `${name}='${value}'`);
  const first = start('exec sleep 20', marked('mon'));
  const second = start(`sleep 1; exec env ${late.join(' ')} sleep 20`, elsewhere);
  await until({ what: 'the first', where: folder, deadline: 5000, interval: 5 }, () =>
    knownAs(first),
  );
  expect([knownAs(first), knownAs(second)]).toEqual(['mon', undefined]);
  await until({ what: 'the late one', where: folder, deadline: 5000, interval: 20 }, () =>
    knownAs(second),
  );
  expect([knownAs(first), knownAs(second)]).toEqual(['mon', 'osd']);
});

test('a process that ended before it was found is not waited for', async () => {
  const first = start('exec sleep 20', marked('mon'));
  const second = start('true', elsewhere);
  await new Promise((resolve) => second.once('close', resolve));
  await until({ what: 'the first', where: folder, deadline: 5000, interval: 5 }, () =>
    knownAs(first),
  );
  expect([knownAs(first), knownAs(second)]).toEqual(['mon', undefined]);
});
