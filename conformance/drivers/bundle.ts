import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { modes } from '../../model/site.ts';
import { volumeStepSchema } from '../../scenarios/volumes/step.ts';
import { BundleError } from '../bundle.ts';
import { bundleFiles, bundlesName, filed, type Unreadable } from '../output/bundles.ts';
import { withFiles } from '../output/error.ts';
import type { Folder } from '../output/folder.ts';
import type { FoundKind } from './found.ts';
import { type DriverRecord, findingOf, stepsTo } from './record.ts';
import { driverRecordSchema } from './schema.ts';

/** The version of bundles of driver runs. */
export const driverBundleFormat = 1;

const schema = z.strictObject({
  driverBundle: z.literal(driverBundleFormat),
  seed: z.string(),
  mode: z.enum(modes),
  driver: z.string(),
  target: z.string(),
  /** The kind of finding that it was saved for. */
  finding: z.string(),
  saw: z.string(),
  steps: z.array(volumeStepSchema).min(1),
  record: z.unknown(),
});

/** A finding about a driver to hand over: the fewest steps that show it. */
export type DriverBundle = z.infer<typeof schema>;

/** Makes the bundle of a run, for one kind of finding; `driver` is what a user calls it. */
export function driverBundleOf(
  record: DriverRecord,
  finding: string,
  driver: string,
): DriverBundle {
  const found = findingOf(record, finding);
  return {
    driverBundle: driverBundleFormat,
    seed: record.seed,
    mode: record.mode,
    driver,
    target: record.target,
    finding,
    saw: found?.saw ?? '',
    steps: [...stepsTo(record, found)],
    record,
  };
}

/** Saves a kind of finding as a bundle; returns the path of its file. */
export function saveDriverBundle(output: Folder, found: FoundKind, driver: string): string {
  const { replayed: _, mended: __, ...shortest } = found.shortest;
  const bundle = driverBundleOf(shortest, found.kind, driver);
  return output.write(bundleName(found), [`${JSON.stringify(bundle, null, 2)}\n`]);
}

/** The run that a kind of finding was saved by, in a folder for results, if it was saved for the same seed. */
export function savedDriverBundle(folder: string, found: FoundKind): DriverRecord | undefined {
  const file = join(folder, bundleName(found));
  if (!existsSync(file)) return undefined;
  const text = withFiles(folder, () => readFileSync(file, 'utf8'));
  const bundle = parseDriverBundle(JSON.parse(text), file);
  if (bundle?.seed !== found.shortest.seed) return undefined;
  return driverRecordSchema.parse(bundle.record);
}

const bundleName = ({ mode, kind, flaky }: FoundKind): string => {
  const slug = kind.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${bundlesName}/${mode}-${flaky ? 'flaky-' : ''}${slug.slice(0, 100)}.json`;
};

/** A driver's bundle that was saved: its file, what it says, and the run in it. */
export interface SavedDriverBundle {
  readonly file: string;
  readonly bundle: DriverBundle;
  readonly record: DriverRecord;
}

/** What lies among the bundles of a folder, by name. @throws OutputError */
export const filedDriverBundles = (folder: string): (SavedDriverBundle | Unreadable)[] =>
  bundleFiles(folder).map((file) => filed(file, () => mustRead(file), driverRecordSchema));

function mustRead(file: string): DriverBundle {
  const bundle = readDriverBundle(file);
  if (bundle === undefined) throw new BundleError(`${file}: no bundle of a driver's run`);
  return bundle;
}

/** Reads a bundle of a driver's run; undefined for data that is no such thing at all. @throws BundleError */
export function parseDriverBundle(data: unknown, file: string): DriverBundle | undefined {
  if (typeof data !== 'object' || data === null || !('driverBundle' in data)) return undefined;
  if (data.driverBundle !== driverBundleFormat) {
    throw new BundleError(
      `${file}: a driver bundle of format ${String(data.driverBundle)}; this splitbrain reads ${driverBundleFormat}`,
    );
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${message} at ${path.join('.')}`);
  throw new BundleError(`${file}: not a bundle of a driver's run: ${faults.join('; ')}`);
}

/** Reads the file of a driver's bundle; undefined where there is no file, or one of another kind. @throws BundleError */
export function readDriverBundle(file: string): DriverBundle | undefined {
  if (!existsSync(file) || !statSync(file).isFile()) return undefined;
  try {
    return parseDriverBundle(JSON.parse(readFileSync(file, 'utf8')), file);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // no bundle of any kind, which others tell
    throw error;
  }
}
