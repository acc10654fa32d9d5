import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBundle } from '../bundle.ts';
import { runRecordSchema } from '../output/schema.ts';
import type { RunRecord } from '../record.ts';
import { failureKind } from './failure.ts';

/** A kind of failure, as the folder of an ended campaign tells it. */
export interface SavedFailure {
  /** The simplest run that was saved, or the first that met it. */
  readonly shrunk: RunRecord;
  readonly seeds: readonly string[];
  readonly bundle?: string;
}

/** The failures in a folder, by kind: from its runs, and the bundles that were saved of them. @throws BundleError */
export function savedFailures(folder: string, runs: Iterable<RunRecord>): readonly SavedFailure[] {
  const kinds = new Map<string, { first: RunRecord; seeds: string[] }>();
  for (const record of runs) {
    const kind = failureKind(record);
    if (kind === undefined) continue;
    const known = kinds.get(kind) ?? { first: record, seeds: [] };
    known.seeds.push(record.seed);
    kinds.set(kind, known);
  }
  const bundles = bundlesIn(join(folder, 'bundles'));
  return [...kinds.values()].map(({ first, seeds }) => {
    const found = bundles.find(({ record }) => seeds.includes(record.seed));
    if (found === undefined) return { shrunk: first, seeds };
    return { shrunk: found.record, seeds, bundle: found.file };
  });
}

/** The bundles of runs in a folder; those of drivers' runs are left out. */
function bundlesIn(folder: string): { readonly file: string; readonly record: RunRecord }[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const file = join(folder, name);
      const record = runRecordSchema.safeParse(
        parseBundle(readFileSync(file, 'utf8'), file).record,
      );
      return record.success ? [{ file, record: record.data }] : [];
    });
}
