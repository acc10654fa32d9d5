import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Bundle, BundleError, bundleOf, parseBundle } from '../bundle.ts';
import type { RunRecord } from '../record.ts';
import { kindOf } from '../shrink/shrink.ts';
import { withFiles } from './error.ts';
import type { Folder } from './folder.ts';
import { runRecordSchema } from './schema.ts';

/** The folder of bundles, in a folder for results. */
export const bundlesName = 'bundles';

/** A bundle that was saved: its file, what it says, and the run in it. */
export interface SavedBundle {
  readonly file: string;
  readonly bundle: Bundle;
  readonly record: RunRecord;
}

/** A file that is no bundle of an operator's run that can be read here, and why. */
export interface Unreadable {
  readonly file: string;
  readonly why: string;
}

/** What lies among the bundles of a folder, by name. @throws OutputError */
export const filedBundles = (folder: string): readonly (SavedBundle | Unreadable)[] =>
  bundleFiles(folder).map(read);

/** The files among the bundles of a folder, by name, of whatever runs they are. @throws OutputError */
export function bundleFiles(folder: string): readonly string[] {
  const within = join(folder, bundlesName);
  if (!existsSync(within)) return [];
  const names = withFiles(folder, () => readdirSync(within));
  const files = names.filter((name) => name.endsWith('.json')).sort();
  return files.map((name) => join(within, name));
}

/** The bundles of operators' runs in a folder, by name; what else lies there is left out. @throws OutputError */
export const savedBundles = (folder: string): readonly SavedBundle[] =>
  filedBundles(folder).filter((one) => 'bundle' in one);

/**
 * Saves a failure as a bundle; returns the path of its file. A bundle of another failure that has the same seed is
 * not written over.
 */
export function saveBundle(output: Folder, record: RunRecord): string {
  const [usual, beside] = namesFor(record);
  const file = join(output.folder, usual);
  const free = !existsSync(file) || isOf(read(file), record);
  return writeBundle(output, free ? usual : beside, record);
}

/** Keeps the bundle that a failure was replayed from, with what it fails by now; returns the path of its file. */
export function saveReplayed(output: Folder, failure: RunRecord, name: string): string {
  const { replayed: _, ...record } = failure;
  const file = join(output.folder, bundlesName, name);
  const known = existsSync(file) ? read(file) : undefined;
  const same = known && 'bundle' in known && kindOf(known.record) === kindOf(record);
  return same ? file : writeBundle(output, join(bundlesName, name), record);
}

/** Writes the bundle of a run to a file of a folder; returns its path. */
const writeBundle = (output: Folder, name: string, record: RunRecord): string =>
  output.write(name, [`${JSON.stringify(bundleOf(record), null, 2)}\n`]);

/** The bundle that a failure was saved in, shrunk or not; undefined where there is none. */
export function savedBundle({ folder }: Folder, failure: RunRecord): SavedBundle | undefined {
  const files = namesFor(failure).map((name) => join(folder, name));
  const there = files.filter((file) => existsSync(file)).map(read);
  return there.find((one) => isOf(one, failure));
}

/** Whether a bundle is that of a failure, shrunk or not. */
const isOf = (one: SavedBundle | Unreadable, failure: RunRecord): one is SavedBundle =>
  'bundle' in one &&
  one.record.seed === failure.seed &&
  one.record.target === failure.target &&
  kindOf(one.record) === kindOf(failure);

function read(file: string): SavedBundle | Unreadable {
  const text = withFiles(file, () => readFileSync(file, 'utf8'));
  return filed(file, () => parseBundle(text, file), runRecordSchema);
}

/** A bundle with the run in it, or why it cannot be read: what `parse` throws of it, or its record of another version. */
export function filed<Parsed extends { readonly record: unknown }, Kept>(
  file: string,
  parse: () => Parsed,
  schema: z.ZodType<Kept>,
): { readonly file: string; readonly bundle: Parsed; readonly record: Kept } | Unreadable {
  try {
    const bundle = parse();
    const record = schema.safeParse(bundle.record);
    if (record.success) return { file, bundle, record: record.data };
    return { file, why: 'the record in it is of another version' };
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    return { file, why: error.message.replace(`${file}: `, '') };
  }
}

/** The file of a failure's bundle, by its seed; and that where another's is in its place. */
function namesFor(record: RunRecord): readonly [string, string] {
  const { seed, target } = record;
  return [bundleName(seed), bundleName(seed, `${target} ${kindOf(record)}`)];
}

/** The file of a bundle: seeds may hold any text. */
function bundleName(seed: string, kind = ''): string {
  const safe = seed.replaceAll(/[^\w.-]/g, '_').slice(0, 120);
  const hash = createHash('sha256')
    .update(seed + kind)
    .digest('hex')
    .slice(0, 8);
  return join(bundlesName, safe === seed && kind === '' ? `${safe}.json` : `${safe}-${hash}.json`);
}
