import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Clusters } from '../clusters.ts';

/**
 * Runs a Python program of this folder where a driver would run, so that it reaches these clusters; gives what it
 * printed. Rejects with its last words where it fails.
 */
export async function runProgram(
  clusters: Clusters,
  name: string,
  args: readonly string[],
): Promise<string> {
  const { PATH = '' } = process.env;
  const path = fileURLToPath(new URL(name, import.meta.url));
  const asked = { file: '/usr/bin/python3', args: ['-B', path, ...args], env: { PATH } };
  const command = clusters.command(asked);
  const child = spawn(command.file, command.args, { env: command.env });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => err.push(String(chunk)));
  child.stdin.on('error', () => undefined); // it ended before: its exit code tells
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  if (child.pid !== undefined) await command.attach?.(child.pid);
  // It begins once it is told to: before, it may have no way to the clusters.
  child.stdin.end('go\n');
  const code = await ended;
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${err.join('').slice(-2000)}`);
  return out.join('');
}
