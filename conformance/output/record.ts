import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { OutputError } from './error.ts';
import { type Header, parseHeader } from './header.ts';
import { completeLines } from './lines.ts';

/** The file of a folder's record. */
export const recordName = 'record.jsonl';

/** A `record.jsonl`, read back. */
export interface Recorded<Kept> {
  readonly header: Header;
  /** Its runs, one at a time. */
  readonly runs: Iterable<Kept>;
}

/**
 * Reads a `record.jsonl`, whose runs a schema says the form of; a torn last line is left out.
 * @throws OutputError if it is none.
 */
export function readRecords<Kept>(file: string, schema: z.ZodType<Kept>): Recorded<Kept> {
  const lines = completeLines(file);
  return { header: headerIn(file, lines), runs: runsIn(file, lines, schema) };
}

/** What the runs that a folder holds are runs of. @throws OutputError for a folder without a record. */
export function readHeader(folder: string): Header {
  const file = join(folder, recordName);
  if (existsSync(file)) return headerIn(file, completeLines(file));
  throw new OutputError(`${folder}: holds no record; give the --out of an earlier command`);
}

function headerIn(file: string, lines: Iterator<string>): Header {
  const first = lines.next();
  const header = first.done ? undefined : parseHeader(parseJson(file, 1, first.value));
  if (header !== undefined) return header;
  throw new OutputError(`${file}: not a record that this version reads; choose another folder`);
}

function* runsIn<Kept>(
  file: string,
  lines: Iterable<string>,
  schema: z.ZodType<Kept>,
): Generator<Kept> {
  let line = 1;
  for (const text of lines) {
    line += 1;
    const record = schema.safeParse(parseJson(file, line, text));
    if (!record.success) throw new OutputError(`${file}:${line}: not the record of a run`);
    yield record.data;
  }
}

function parseJson(file: string, line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new OutputError(`${file}:${line}: not JSON; choose another folder`);
  }
}
