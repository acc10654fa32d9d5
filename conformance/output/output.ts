import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { bundleOf, parseBundle } from '../bundle.ts';
import type { DriverRecord } from '../drivers/record.ts';
import type { RunRecord } from '../record.ts';
import { OutputError, withFiles } from './error.ts';
import { type Header, headerOf, type Origin } from './header.ts';
import { completeLines } from './lines.ts';
import { readRecords } from './record.ts';
import { runRecordSchema } from './schema.ts';

/** The folder that receives the results of a command. */
export class OutputFolder {
  readonly folder: string;
  /** Its `record.jsonl`: a header, and a line for each finished scenario. */
  readonly recordFile: string;
  #descriptor: number | undefined;

  private constructor(folder: string) {
    this.folder = folder;
    this.recordFile = join(folder, 'record.jsonl');
  }

  /** Opens a folder for new results; those of an earlier command in it are removed. */
  static fresh(folder: string, origin: Origin): OutputFolder {
    const output = new OutputFolder(folder);
    withFiles(folder, () => {
      makeFolder(folder);
      for (const name of ['bundles', 'summary.json', 'junit.xml']) {
        rmSync(join(folder, name), { recursive: true, force: true });
      }
      writeFileSync(output.recordFile, `${JSON.stringify(headerOf(origin))}\n`);
    });
    return output;
  }

  /** A folder for files alone: what else is there stays. */
  static plain(folder: string): OutputFolder {
    return new OutputFolder(folder);
  }

  /** Opens a folder to go on with the results of an interrupted command, which must be the same. */
  static continued(folder: string, origin: Origin): OutputFolder {
    const output = new OutputFolder(folder);
    if (!existsSync(output.recordFile)) {
      throw new OutputError(
        `${folder}: holds no record to go on with; give the --out of the interrupted command, ` +
          'or leave out --continue',
      );
    }
    withFiles(folder, () => {
      const { header } = readRecords(output.recordFile);
      mustBeSame(output.recordFile, header, headerOf(origin));
      // What a killed writer left of its last line goes, so that the next line stands alone.
      let bytes = 0;
      for (const line of completeLines(output.recordFile)) bytes += Buffer.byteLength(line) + 1;
      truncateSync(output.recordFile, bytes);
    });
    return output;
  }

  /** The runs recorded so far, one at a time. */
  runs(): Iterable<RunRecord> {
    return withFiles(this.folder, () => readRecords(this.recordFile).runs);
  }

  /** Adds a finished run. The line is with the operating system when this returns. */
  append(record: RunRecord | DriverRecord): void {
    withFiles(this.folder, () => {
      this.#descriptor ??= openSync(this.recordFile, 'a');
      writeSync(this.#descriptor, `${JSON.stringify(record)}\n`);
    });
  }

  /** Saves a failure as a bundle; returns the path of its file. */
  bundle(record: RunRecord): string {
    const text = `${JSON.stringify(bundleOf(record), null, 2)}\n`;
    return this.write(bundleName(record.seed), [text]);
  }

  /** The bundle that was saved for a seed: its file, and the run in it. */
  bundled(seed: string): { readonly file: string; readonly record: RunRecord } | undefined {
    const file = join(this.folder, bundleName(seed));
    if (!existsSync(file)) return undefined;
    const text = withFiles(this.folder, () => readFileSync(file, 'utf8'));
    return { file, record: runRecordSchema.parse(parseBundle(text, file).record) };
  }

  /** Writes a file of the folder, whole or not at all; returns its path. */
  write(name: string, parts: Iterable<string>): string {
    const file = join(this.folder, name);
    withFiles(this.folder, () => {
      makeFolder(dirname(file));
      const descriptor = openSync(`${file}.new`, 'w');
      for (const part of parts) writeSync(descriptor, part);
      closeSync(descriptor);
      renameSync(`${file}.new`, file);
    });
    return file;
  }

  /** Lets go of the record file. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

/** Makes a folder and those above it. (Node's own way to do so never ends below /proc.) */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(resolve(folder)));
  mkdirSync(folder);
}

function mustBeSame(file: string, there: Header, wanted: Header): void {
  if (isDeepStrictEqual(there, wanted)) return;
  const text = ({ command, target, modes, seed }: Header) =>
    `${command} on ${target}, ${modes.join(' and ')}, seed ${seed}`;
  throw new OutputError(
    `${file} is the record of another run: ${text(there)}; this is ${text(wanted)}`,
  );
}

/** The file of a seed's bundle: seeds may hold any text. */
function bundleName(seed: string): string {
  const safe = seed.replaceAll(/[^\w.-]/g, '_').slice(0, 120);
  const hash = createHash('sha256').update(seed).digest('hex').slice(0, 8);
  return join('bundles', safe === seed ? `${safe}.json` : `${safe}-${hash}.json`);
}
