import { savedBundles } from '../output/bundles.ts';
import type { RunRecord } from '../record.ts';
import { kindOf } from '../shrink/shrink.ts';
import { failureKind } from './failure.ts';

/** A kind of failure, as the folder of an ended campaign tells it. */
export interface SavedFailure {
  /** The simplest run that was saved, or the first that met it. */
  readonly shrunk: RunRecord;
  readonly seeds: readonly string[];
  readonly bundle?: string;
}

/** The failures in a folder, by kind: from its runs, and the bundles that were saved of them. @throws OutputError */
export function savedFailures(folder: string, runs: Iterable<RunRecord>): readonly SavedFailure[] {
  const kinds = new Map<string, { first: RunRecord; seeds: string[] }>();
  for (const record of runs) {
    const kind = failureKind(record);
    if (kind === undefined) continue;
    const known = kinds.get(kind) ?? { first: record, seeds: [] };
    known.seeds.push(record.seed);
    kinds.set(kind, known);
  }
  const bundles = savedBundles(folder);
  return [...kinds.values()].map(({ first, seeds }) => {
    const found = bundles.find(
      ({ record }) => seeds.includes(record.seed) && kindOf(record) === kindOf(first),
    );
    if (found === undefined) return { shrunk: first, seeds };
    return { shrunk: found.record, seeds, bundle: found.file };
  });
}
