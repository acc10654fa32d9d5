import type { z } from 'zod';
import { baseOf } from './campaign/continuation.ts';
import { type TargetName, targetNames } from './campaign/target.ts';
import { runRecordSchema } from './output/schema.ts';
import type { RunRecord } from './record.ts';

/** What a line names: a seed or the path of a bundle; and how the command in it runs that, if it is one. */
export interface Pasted {
  readonly what: string;
  readonly choice: {
    readonly target?: TargetName;
    readonly with?: string;
    readonly driver?: string;
  };
}

/** A seed that stands in other text: up to the end of a word, or of what quotes it. */
const seedIn = /(["'])(sb\d+-[a-z]+-.+?)\1|\b(sb\d+-[a-z]+-[^\s"'<>(),]+)/;
/** A bundle that stands there, and what goes on from it: `out/bundles/NAME.json`, `out/bundles/NAME.json+4then3`. */
const bundleIn = /(["'])([^"']+\.json(?:\+\d+then\d+)*)\1|([^\s"'<>()]+\.json(?:\+\d+then\d+)*)/g;

/**
 * What a text names that was copied from a report. A text that is all a seed or a path stands for itself; of
 * a line that names a bundle which is there and a seed, the bundle counts.
 */
export function pastedIn(text: string, isFile: (path: string) => boolean): Pasted {
  const line = text.trim();
  const choice = choiceIn(line);
  const bundles = [...line.matchAll(bundleIn)].map((found) => found[2] ?? found[3] ?? '');
  const there = bundles.find((path) => isFile(baseOf(path)));
  if (isFile(text) || /^(sb\d|run-|on-)/.test(line)) return { what: whole(text, line), choice: {} };
  if (there !== undefined) return { what: there, choice };
  const [, , quoted, word] = seedIn.exec(line) ?? [];
  const seed = quoted ?? word?.replace(/[.:;]+$/, '');
  return { what: seed ?? bundles[0] ?? text, choice };
}

/** A seed may hold any text; that which stands at the beginning of a report's line has none. */
function whole(text: string, line: string): string {
  const [seed] = /^sb\d+-[a-z]+-[^\s,]+(?=(:|,)? .*(mode|step|ms|on )\b)/.exec(line) ?? [];
  return seed?.replace(/[.:;]+$/, '') ?? (line === '' ? text : line);
}

/** What the command in a line says of where to run it. */
function choiceIn(line: string): Pasted['choice'] {
  const [, quoted, word] = /--with (?:'([^']*)'|(\S+))/.exec(line) ?? [];
  const [, named] = /--target (\w+)/.exec(line) ?? [];
  const [, whole, single] = /--driver (?:'([^']*)'|(\S+))/.exec(line) ?? [];
  const driver = whole ?? single;
  const target = targetNames.find((known) => known === named);
  const behaviour = quoted ?? word;
  return {
    ...(target && { target }),
    ...(behaviour !== undefined && { with: behaviour }),
    ...(driver !== undefined && { driver }),
  };
}

/** The run that a line of `record.jsonl` is the record of; undefined for any other text. */
export const recordIn = (text: string): RunRecord | undefined => readLine(text, runRecordSchema);

/** What a line of `record.jsonl` says, whose form is that of a schema; undefined for any other text. */
export function readLine<Kept>(text: string, schema: z.ZodType<Kept>): Kept | undefined {
  if (!/^\s*\{.*"format"/s.test(text)) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
