import { fileURLToPath } from 'node:url';
import { run } from '../../lab/run.ts';
import type { Clusters } from '../clusters.ts';

/**
 * Runs a Python program of this folder where a driver would run, so that it reaches these clusters; gives what it
 * printed. It begins once it is given a line: before, it may have no way to the clusters. Rejects with its words
 * where it fails.
 */
export function runProgram(
  clusters: Clusters,
  name: string,
  args: readonly string[],
): Promise<string> {
  const { PATH = '' } = process.env;
  const path = fileURLToPath(new URL(name, import.meta.url));
  const asked = { file: '/usr/bin/python3', args: ['-B', path, ...args], env: { PATH } };
  return run({ ...clusters.command(asked), input: 'go\n' });
}
