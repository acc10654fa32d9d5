import { spawn } from 'node:child_process';
import { LabError } from './error.ts';

/** A command to run. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Done once it runs, and before it is given its input. */
  readonly attach?: (pid: number) => Promise<void>;
}

/** Runs a command to its end and returns what it printed; LabError with its words if it fails. */
export const run = ({ file, args, env, input = '', attach }: Command): Promise<string> =>
  new Promise((resolve, reject) => {
    // In a group of its own: Ctrl-C is for the one who runs it to deal with.
    const how = { env: env ?? process.env, stdio: 'pipe', detached: true } as const;
    const child = spawn(file, args, how);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const fail = (why: string): void => {
      const words = Buffer.concat(err).toString().trim();
      const mend = 'run "splitbrain doctor" to see what this machine lacks';
      reject(new LabError(`${file} ${why}: ${words}`, [file, ...args].join(' '), mend));
    };
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin.on('error', () => undefined); // it ended without reading: its exit code tells
    child.on('error', (thrown) => fail(`did not start (${thrown.message})`));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(out).toString());
      else fail(`failed with ${signal ?? code}`);
    });
    const attached = child.pid === undefined ? undefined : attach?.(child.pid);
    Promise.resolve(attached).then(() => child.stdin.end(input), reject);
  });
