import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const here = fileURLToPath(new URL('../..', import.meta.url));
/** The programs that it brings along. */
export const bin = join(here, 'node_modules', '.bin');
const { PATH = '' } = process.env;
const env = { ...process.env, PATH: `${bin}${delimiter}${PATH}` };

/** Makes a checkout of the project at a path, after `npm ci`: its files are those of this one. Returns the path. */
export function checkoutAt(to: string): string {
  mkdirSync(to, { recursive: true });
  const kept = readdirSync(here).filter((one) => !['.git', 'out'].includes(one));
  for (const one of kept) symlinkSync(join(here, one), join(to, one));
  return to;
}

/** Starts the command line, as a group of processes of its own. */
export const start = (...args: string[]) =>
  startProgram(join(bin, 'node'), join(here, 'cli.ts'), ...args);

/** Starts a program in the checkout, as a group of processes of its own. */
export const startProgram = (program: string, ...args: string[]) =>
  startWhere({ cwd: here, env }, program, ...args);

/** The same in a folder and an environment of one's own; nobody types. */
export function startWhere(
  where: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  program: string,
  ...args: string[]
) {
  const child = spawn(program, args, {
    ...where,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    said.out += String(data);
  });
  child.stderr.on('data', (data) => {
    said.err += String(data);
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, ...said }));
  });
  const kill = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  };
  return { ended, kill };
}

/** What a program that was started comes to; it is ended when `signal` aborts, as that of a test which takes too long. */
export async function endOf({ ended, kill }: ReturnType<typeof startWhere>, signal: AbortSignal) {
  const end = () => kill('SIGTERM');
  signal.addEventListener('abort', end);
  const answer = await ended;
  signal.removeEventListener('abort', end);
  return answer;
}

/** Runs the command line to its end. */
export const cli = (...args: string[]) => start(...args).ended;
