import type { RunRecord } from '../record.ts';
import { OutputError } from './error.ts';
import { type Header, parseHeader } from './header.ts';
import { completeLines } from './lines.ts';
import { runRecordSchema } from './schema.ts';

/** A `record.jsonl`, read back. */
export interface Recorded {
  readonly header: Header;
  /** Its runs, one at a time. */
  readonly runs: Iterable<RunRecord>;
}

/** Reads a `record.jsonl`; a torn last line is left out. @throws OutputError if it is none. */
export function readRecords(file: string): Recorded {
  const lines = completeLines(file);
  const first = lines.next();
  const header = first.done ? undefined : parseHeader(parseJson(file, 1, first.value));
  if (header === undefined) {
    throw new OutputError(`${file}: not a record that this version reads; choose another folder`);
  }
  return { header, runs: runsIn(file, lines) };
}

function* runsIn(file: string, lines: Iterable<string>): Generator<RunRecord> {
  let line = 1;
  for (const text of lines) {
    line += 1;
    const record = runRecordSchema.safeParse(parseJson(file, line, text));
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
