import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleOf, parseBundle } from '../bundle.ts';
import type { RunRecord } from '../record.ts';
import { withFiles } from './error.ts';
import type { Folder } from './folder.ts';
import { runRecordSchema } from './schema.ts';

/** Saves a failure as a bundle; returns the path of its file. */
export function saveBundle(output: Folder, record: RunRecord): string {
  const text = `${JSON.stringify(bundleOf(record), null, 2)}\n`;
  return output.write(bundleName(record.seed), [text]);
}

/** A bundle that was saved: its file, and the run in it. */
export interface SavedBundle {
  readonly file: string;
  readonly record: RunRecord;
}

/** The bundle that was saved for a seed; undefined where there is none. */
export function savedBundle({ folder }: Folder, seed: string): SavedBundle | undefined {
  const file = join(folder, bundleName(seed));
  if (!existsSync(file)) return undefined;
  const text = withFiles(folder, () => readFileSync(file, 'utf8'));
  return { file, record: runRecordSchema.parse(parseBundle(text, file).record) };
}

/** The file of a seed's bundle: seeds may hold any text. */
function bundleName(seed: string): string {
  const safe = seed.replaceAll(/[^\w.-]/g, '_').slice(0, 120);
  const hash = createHash('sha256').update(seed).digest('hex').slice(0, 8);
  return join('bundles', safe === seed ? `${safe}.json` : `${safe}-${hash}.json`);
}
