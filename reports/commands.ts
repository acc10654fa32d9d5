import type { RunRecord } from '../conformance/record.ts';

/** A word as a shell takes it. */
const quoted = (word: string): string =>
  /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** Words as a command that a shell takes. */
export const commandLine = (words: readonly string[]): string =>
  ['npx', 'splitbrain', ...words].map(quoted).join(' ');

/** The command that replays a bundle, on the target that it was made on. */
export const replayBundle = (file: string): string => commandLine(['replay', file]);

/** The command that makes the same run from its seed; undefined for that of a scenario file. */
export function replaySeed({
  seed,
  target,
}: Pick<RunRecord, 'seed' | 'target'>): string | undefined {
  if (!/^sb\d/.test(seed)) return undefined;
  const planted = /^sim with (.+)$/.exec(target)?.[1];
  const fault = planted === undefined ? [] : ['--with', planted];
  return commandLine([
    'replay',
    seed,
    ...fault,
    ...(target.startsWith('ceph') ? ['--target', 'ceph'] : []),
  ]);
}

/** The command that makes the same run with a driver, which a user calls `name`; undefined where that is not known. */
export function replayDriven(run: Pick<RunRecord, 'seed' | 'target'>, name: string | undefined) {
  if (name === undefined || !/^sb\d/.test(run.seed)) return undefined;
  const target = run.target.startsWith('ceph') ? ['--target', 'ceph'] : [];
  return commandLine(['replay', run.seed, '--driver', name, ...target]);
}
