import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Shard } from '../campaign/shard.ts';
import { UsageError } from '../campaign/usage.ts';
import { OutputError, withFiles } from '../output/error.ts';
import type { Origin } from '../output/header.ts';
import { readHeader } from '../output/record.ts';
import { type SummaryData, summaryName, summarySchema } from '../output/summary.ts';

/** One shard of a campaign, as its folder has it. */
export interface Part {
  readonly folder: string;
  readonly shard: Shard;
  readonly summary: SummaryData;
}

/** All shards of a campaign, in their order. */
export interface Parts {
  /** What the whole of them is the record of. */
  readonly origin: Origin;
  readonly all: readonly Part[];
  /** The summary of the first, for what it says of them all. */
  readonly first: SummaryData;
}

/** What the shards of one campaign have in common. */
const common = [
  ...['splitbrain', 'command', 'driver', 'target', 'modes', 'seed', 'asked', 'strict'],
] as const satisfies readonly (keyof SummaryData)[];

/** Reads the summary that a command left in a folder; undefined where it left none. @throws OutputError */
export function readSummary(folder: string): SummaryData | undefined {
  const file = join(folder, summaryName);
  if (!existsSync(file)) return undefined;
  const text = withFiles(folder, () => readFileSync(file, 'utf8'));
  try {
    return summarySchema.parse(JSON.parse(text));
  } catch {
    throw new OutputError(`${file}: not a summary that this version reads; run the command again`);
  }
}

/** Reads the shards that are to be merged into a folder. @throws UsageError where they are not all of one campaign. */
export function readParts(folders: readonly string[], out: string): Parts {
  const all = folders.map(readPart).sort((one, other) => one.shard.index - other.shard.index);
  const [part, ...others] = all;
  if (part === undefined) throw new UsageError('give the folders of all shards');
  const inside = folders.find((folder) => resolve(folder) === resolve(out));
  if (inside !== undefined) {
    throw new UsageError(`${inside} is one of the shards: choose another folder with --out`);
  }
  for (const other of others) mustBelong(part, other);
  mustBeAll(all);
  const { splitbrain, target, modes, seed, driver } = part.summary;
  const { command } = readHeader(part.folder);
  const origin = { splitbrain, command, target, modes, seed, ...(driver && { driver }) };
  return { origin, all, first: part.summary };
}

function readPart(folder: string): Part {
  const { shard } = readHeader(folder);
  if (shard === undefined) {
    throw new UsageError(`${folder} is no shard, but a whole campaign: there is nothing to merge`);
  }
  const name = `${folder}: shard ${shard.index}/${shard.of}`;
  const summary = readSummary(folder);
  if (summary === undefined) {
    throw new UsageError(`${name} did not end; go on with its command, and --continue`);
  }
  const { interrupted, goOn = 'its command, and --continue' } = summary;
  if (interrupted === undefined) return { folder, shard, summary };
  throw new UsageError(`${name} ended early (${interrupted}); go on with: ${goOn}`);
}

function mustBelong(one: Part, other: Part): void {
  const where = `${other.folder} is of another campaign than ${one.folder}`;
  const mend = 'merge shards that were made with the same options';
  if (one.shard.of !== other.shard.of) {
    throw new UsageError(`${where}: one of ${other.shard.of} shards, not ${one.shard.of}; ${mend}`);
  }
  const differs = common.find((name) => !isDeepStrictEqual(one.summary[name], other.summary[name]));
  if (differs === undefined) return;
  const text = ({ summary }: Part) => JSON.stringify(summary[differs]) ?? 'none';
  throw new UsageError(`${where}: its ${differs} is ${text(other)}, not ${text(one)}; ${mend}`);
}

function mustBeAll(all: readonly Part[]): void {
  for (const [place, { folder, shard }] of all.entries()) {
    const next = all[place + 1];
    if (next?.shard.index !== shard.index) continue;
    throw new UsageError(
      `${folder} and ${next.folder} are both shard ${shard.index}/${shard.of}: leave one out`,
    );
  }
  const of = all[0]?.shard.of ?? 0;
  const there = new Set(all.map(({ shard }) => shard.index));
  const missing = Array.from({ length: of }, (_, place) => place + 1)
    .filter((index) => !there.has(index))
    .map((index) => `${index}/${of}`);
  if (missing.length === 0) return;
  const [some, them] = missing.length === 1 ? ['shard', 'it'] : ['shards', 'them'];
  throw new UsageError(
    `${some} ${missing.join(', ')} missing: give the folder of ${them}, or run ${them} with --shard`,
  );
}
