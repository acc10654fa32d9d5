import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { modes } from '../../model/site.ts';
import { UsageError } from '../campaign/usage.ts';
import { withFiles } from '../output/error.ts';
import { completeLines } from '../output/lines.ts';
import { OutputFolder } from '../output/output.ts';
import { recordName } from '../output/record.ts';
import { byPlace, type Place, placeIn } from './order.ts';
import type { Part, Parts } from './parts.ts';

const placed = z.looseObject({
  seed: z.string(),
  scenario: z.string(),
  mode: z.enum(modes),
  replayed: z.string().exactOptional(),
});

/** A line of a shard's record: where it stands, and where its run comes in the campaign. */
interface Line {
  readonly seed: string;
  readonly place: Place;
  readonly file: string;
  readonly at: number;
  readonly bytes: number;
  readonly replayed: boolean;
}

/** Writes the records of all shards into a folder, as one, in the order in which one command would have. */
export function assemble(parts: Parts, out: string): void {
  const all = parts.all.flatMap((part) => [...linesOf(part, parts)]);
  const lines = all.filter(({ replayed }) => !replayed);
  lines.sort((one, other) => byPlace(one.place, other.place));
  const twice = lines.find(({ seed }, index) => seed === lines[index + 1]?.seed);
  if (twice !== undefined) {
    throw new UsageError(`${twice.seed} is in two shards: were all made by the same command?`);
  }
  const output = OutputFolder.fresh(out, parts.origin, z.unknown());
  const files = new Map<string, number>();
  try {
    // Earlier failures were replayed first, in each shard those of its own folder.
    for (const { file, at, bytes } of [...all.filter(({ replayed }) => replayed), ...lines]) {
      const descriptor = files.get(file) ?? openSync(file, 'r');
      files.set(file, descriptor);
      const line = Buffer.alloc(bytes);
      readSync(descriptor, line, 0, bytes, at);
      output.append(JSON.parse(line.toString('utf8')));
    }
  } finally {
    for (const descriptor of files.values()) closeSync(descriptor);
    output.close();
  }
}

/** The runs of a shard. They stay where they are: those of many shards would be too much to keep. */
function* linesOf({ folder }: Part, { first }: Parts): Generator<Line> {
  const placeOf = placeIn(first);
  const file = join(folder, recordName);
  let at = 0;
  for (const line of withFiles(folder, () => completeLines(file))) {
    const bytes = Buffer.byteLength(line);
    const header = at === 0;
    if (!header) {
      const record = placed.parse(JSON.parse(line));
      const replayed = record.replayed !== undefined;
      yield { seed: record.seed, place: placeOf(record), file, at, bytes, replayed };
    }
    at += bytes + 1;
  }
}
