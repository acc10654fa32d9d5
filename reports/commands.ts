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
export const replaySeed = ({ seed, target }: Seeded): string | undefined =>
  /^sb\d/.test(seed) ? commandLine(['replay', seed, ...onTarget(target)]) : undefined;

/** The command that makes the same run with a driver, which a user calls `name`; undefined where that is not known. */
export const replayDriven = ({ seed, target }: Seeded, name: string | undefined) =>
  name !== undefined && /^sb\d/.test(seed)
    ? commandLine(['replay', seed, '--driver', name, ...onTarget(target)])
    : undefined;

type Seeded = Pick<RunRecord, 'seed' | 'target'>;

/** On what a run is made again. */
function onTarget(target: string): readonly string[] {
  const planted = /^sim with (.+)$/.exec(target)?.[1];
  if (planted !== undefined) return ['--with', planted];
  return target.startsWith('ceph') ? ['--target', 'ceph'] : [];
}
