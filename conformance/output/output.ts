import {
  closeSync,
  existsSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { OutputError, withFiles } from './error.ts';
import { Folder, makeFolder } from './folder.ts';
import { type Header, headerOf, type Origin } from './header.ts';
import { completeLines } from './lines.ts';
import { readRecords, recordName } from './record.ts';

/** What a command leaves in a folder beside its record. */
const results = ['bundles', 'summary.json', 'junit.xml', 'ctrf.json', 'report.html'] as const;

/** The folder that receives the results of a command. */
export class OutputFolder<Kept> extends Folder {
  /** Its `record.jsonl`: a header, and a line for each finished scenario. */
  readonly recordFile: string;
  readonly #schema: z.ZodType<Kept>;
  #descriptor: number | undefined;

  private constructor(folder: string, schema: z.ZodType<Kept>) {
    super(folder);
    this.recordFile = join(folder, recordName);
    this.#schema = schema;
  }

  /** Opens a folder for new results; those of an earlier command in it are removed, but what is to be kept. */
  static fresh<Kept>(
    folder: string,
    origin: Origin,
    schema: z.ZodType<Kept>,
    keep: readonly string[] = [],
  ): OutputFolder<Kept> {
    const output = new OutputFolder(folder, schema);
    withFiles(folder, () => {
      makeFolder(folder);
      const old = results.filter((name) => !keep.includes(name));
      for (const name of old) rmSync(join(folder, name), { recursive: true, force: true });
      writeFileSync(output.recordFile, `${JSON.stringify(headerOf(origin))}\n`);
    });
    return output;
  }

  /** Opens a folder to go on with the results of an interrupted command, which must be the same. */
  static continued<Kept>(
    folder: string,
    origin: Origin,
    schema: z.ZodType<Kept>,
  ): OutputFolder<Kept> {
    const output = new OutputFolder(folder, schema);
    if (!existsSync(output.recordFile)) {
      throw new OutputError(
        `${folder}: holds no record to go on with; give the --out of the interrupted command, ` +
          'or leave out --continue',
      );
    }
    withFiles(folder, () => {
      const { header } = readRecords(output.recordFile, schema);
      mustBeSame(output.recordFile, header, headerOf(origin));
      // What a killed writer left of its last line goes, so that the next line stands alone.
      let bytes = 0;
      for (const line of completeLines(output.recordFile)) bytes += Buffer.byteLength(line) + 1;
      truncateSync(output.recordFile, bytes);
    });
    return output;
  }

  /** The runs recorded so far, one at a time. */
  runs(): Iterable<Kept> {
    return withFiles(this.folder, () => readRecords(this.recordFile, this.#schema).runs);
  }

  /** Adds a finished run. The line is with the operating system when this returns. */
  append(record: Kept): void {
    withFiles(this.folder, () => {
      this.#descriptor ??= openSync(this.recordFile, 'a');
      writeSync(this.#descriptor, `${JSON.stringify(record)}\n`);
    });
  }

  /** Lets go of the record file. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

function mustBeSame(file: string, there: Header, wanted: Header): void {
  if (isDeepStrictEqual(there, wanted)) return;
  throw new OutputError(
    `${file} is the record of another run: ${originText(there)}; this is ${originText(wanted)}`,
  );
}

/** What runs are runs of, in words. */
export function originText({ command, driver, target, modes, seed, shard, splitbrain }: Origin) {
  const by = driver === undefined ? '' : ` with ${driver}`;
  const part = shard === undefined ? '' : `, shard ${shard.index}/${shard.of}`;
  return `splitbrain ${splitbrain} ${command}${by} on ${target}, ${modes.join(' and ')}${part}, seed ${seed}`;
}
