import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { promiseCodes } from '../../model/promises.ts';
import type { Standing } from '../../sim/explorer/standing.ts';
import { UsageError } from '../campaign/usage.ts';
import { withFiles } from '../output/error.ts';
import { makeFolder } from '../output/folder.ts';
import type { ExploreJob } from './job.ts';

/** The version of checkpoints. */
const checkpointFormat = 1;

const headSchema = z.strictObject({
  checkpoint: z.literal(checkpointFormat),
  /** What it is of: see `ofJob`. */
  of: z.string(),
  /** The same in all files that belong together. */
  stamp: z.string(),
  next: z.int(),
  transitions: z.int(),
  beyond: z.int(),
  asked: z.array(z.tuple([z.enum(promiseCodes), z.int()])),
  found: z.array(z.unknown()),
  /** How many numbers each array has, in the order in which they follow the first line. */
  lengths: z.tuple([z.int(), z.int(), z.int(), z.int(), z.int()]),
});

type Head = z.infer<typeof headSchema>;

/** A first line takes no more bytes than this. */
const headMax = 2 ** 24;

/** What decides where an exploration can go: one goes on from where another stood that was of the same. */
export const ofJob = ({ splitbrain, mode, bound, commands, faults, behaviour, workers }: OfJob) =>
  [
    `splitbrain ${splitbrain}, ${mode} mode, --workers ${workers}`,
    `--events ${bound.events} --writes ${bound.writes} --at-once ${bound.faults}`,
    `--commands ${commands.join()} --faults ${faults.join()} --with ${behaviour?.name ?? 'nothing'}`,
  ].join(' ');

type OfJob = Pick<
  ExploreJob,
  'splitbrain' | 'mode' | 'bound' | 'commands' | 'faults' | 'workers' | 'behaviour'
>;

/** The files of a job's checkpoint: one for each of its threads. */
export const checkpointFiles = ({
  out,
  mode,
  workers,
}: Pick<ExploreJob, 'out' | 'mode' | 'workers'>) =>
  Array.from({ length: workers }, (_, part) => join(out, `explore-${mode}.${part}.checkpoint`));

/** Writes where an exploration, or a part of one, stands: beside its file, until it is put in place. @throws OutputError */
export function writeCheckpoint(
  file: string,
  of: string,
  stamp: string,
  { arrays, ...rest }: Standing<unknown>,
): void {
  const { configurations, contexts, states, ways, levels } = arrays;
  const all = [configurations, contexts, states, ways, levels];
  const lengths = all.map(({ length }) => length);
  const head = JSON.stringify({ checkpoint: checkpointFormat, of, stamp, ...rest, lengths });
  withFiles(file, () => {
    makeFolder(join(file, '..'));
    const descriptor = openSync(fresh(file), 'w');
    writeAll(descriptor, Buffer.from(`${head}\n`));
    for (const array of all) {
      writeAll(descriptor, Buffer.from(array.buffer, array.byteOffset, array.byteLength));
    }
    closeSync(descriptor);
  });
}

/** Puts the files in place that were written, when all are. @throws OutputError */
export const placeCheckpoint = (files: readonly string[]): void => {
  for (const file of files) withFiles(file, () => renameSync(fresh(file), file));
};

/** Removes a checkpoint: nothing is left to go on with. @throws OutputError */
export const removeCheckpoint = (files: readonly string[]): void => {
  for (const file of files) withFiles(file, () => rmSync(file, { force: true }));
};

/**
 * Whether there is a checkpoint to go on from. @throws UsageError where there is one of something else, or of which
 * a part is missing.
 */
export function isCheckpointed(job: ExploreJob): boolean {
  const files = checkpointFiles(job);
  const there = files.filter((file) => existsSync(file));
  if (there.length === 0) return false;
  const heads = there.map((file) => ({ file, head: reading(file, headOf) }));
  const other = heads.find(({ head }) => head.of !== ofJob(job));
  if (other !== undefined) {
    throw new UsageError(
      `${other.file} was left by another exploration: ${other.head.of}; give the same options, ` +
        'or leave --continue out',
    );
  }
  if (there.length === files.length && new Set(heads.map(({ head }) => head.stamp)).size === 1) {
    return true;
  }
  throw new UsageError(`${job.out}: its checkpoint lacks a part; explore without --continue`);
}

/** Where an exploration, or a part of one, stood. @throws UsageError for what is no checkpoint, or not whole. */
export const readCheckpoint = <Found>(file: string, found: z.ZodType<Found>): Standing<Found> =>
  reading(file, (descriptor) => {
    const { next, transitions, beyond, asked, lengths, ...head } = headOf(descriptor);
    const arrays = lengths.map((length) => numbersFrom(descriptor, length));
    const [configurations, contexts, states, ways, levels] = arrays;
    if (!configurations || !contexts || !states || !ways || !levels) throw new RangeError('short');
    return {
      arrays: { configurations, contexts, states, ways, levels },
      ...{ next, transitions, beyond, asked },
      found: z.array(found).parse(head.found),
    };
  });

const fresh = (file: string): string => `${file}.new`;

function reading<Result>(file: string, read: (descriptor: number) => Result): Result {
  const descriptor = withFiles(file, () => openSync(file, 'r'));
  try {
    return read(descriptor);
  } catch (error) {
    if (
      !(error instanceof RangeError || error instanceof SyntaxError || error instanceof z.ZodError)
    )
      throw error;
    throw new UsageError(
      `${file}: no whole checkpoint of this version; explore without --continue`,
    );
  } finally {
    closeSync(descriptor);
  }
}

/** Reads the first line, and leaves the descriptor at what follows. */
function headOf(descriptor: number): Head {
  const bytes: Buffer[] = [];
  for (let count = 0; count < headMax; count += 1) {
    const byte = Buffer.alloc(1);
    if (readSync(descriptor, byte) === 0 || byte[0] === 10) break;
    bytes.push(byte);
  }
  return headSchema.parse(JSON.parse(Buffer.concat(bytes).toString()));
}

function numbersFrom(descriptor: number, length: number): Int32Array {
  const numbers = new Int32Array(length);
  const bytes = Buffer.from(numbers.buffer);
  for (let at = 0; at < bytes.length; ) {
    const count = readSync(descriptor, bytes, at, Math.min(bytes.length - at, 2 ** 30), null);
    if (count === 0) throw new RangeError('the file ends early');
    at += count;
  }
  return numbers;
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(descriptor, bytes, at, Math.min(bytes.length - at, 2 ** 30));
  }
}
