import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CampaignEnd, type CampaignView, proceed } from '../campaign/conduct.ts';
import { failureKind } from '../campaign/failure.ts';
import { savedDriverBundle } from '../drivers/bundle.ts';
import { type DriverCampaign, type DriverView, proceedWithDriver } from '../drivers/proceed.ts';
import { driverRecordSchema } from '../drivers/schema.ts';
import { bundlesName, type SavedBundle, savedBundles } from '../output/bundles.ts';
import { withFiles } from '../output/error.ts';
import { readRecords, recordName } from '../output/record.ts';
import { runRecordSchema } from '../output/schema.ts';
import type { RunRecord } from '../record.ts';
import { assemble } from './assemble.ts';
import type { Parts } from './parts.ts';

/** No runs: all that are wanted were made. */
async function* none(): AsyncGenerator<never> {}

/**
 * Puts the shards of an operator's campaign together in a folder, as one command would have left it: a record, a
 * bundle for each kind of failure, and reports.
 */
export async function merge(parts: Parts, out: string, view: CampaignView): Promise<CampaignEnd> {
  assemble(parts, out);
  const folder = join(out, bundlesName);
  withFiles(out, () => {
    mkdirSync(folder);
    for (const part of parts.all) copyBundles(join(part.folder, bundlesName), folder);
  });
  const end = await proceed(
    {
      ...parts.origin,
      ...{ out, continuing: true, strict: parts.first.strict === true },
      maxFailures: Number.POSITIVE_INFINITY,
      savedLike: savedIn(out),
      records: none,
      signal: new AbortController().signal,
    },
    view,
  );
  // Each shard saved the first failure of a kind that it met: but one of them is the first of all.
  const kept = new Set(end.failures.map(({ bundle = '' }) => basename(bundle)));
  // What was replayed, and does not pass, is kept whatever else fails alike.
  const { runs } = readRecords(join(out, recordName), runRecordSchema);
  for (const { replayed, verdict } of runs) {
    if (replayed !== undefined && verdict.kind !== 'pass') kept.add(replayed);
  }
  withFiles(out, () => {
    for (const name of readdirSync(folder)) {
      if (!kept.has(name)) rmSync(join(folder, name));
    }
    if (kept.size === 0) rmSync(folder, { recursive: true });
  });
  return end;
}

/** The same for a campaign with a driver. */
export async function mergeWithDriver(
  parts: Parts,
  driver: string,
  out: string,
  view: DriverView,
): Promise<DriverCampaign> {
  assemble(parts, out);
  const end = await proceedWithDriver(
    {
      ...{ driver, origin: parts.origin, out, continuing: true, schema: driverRecordSchema },
      records: none,
      simplest: async (found) => {
        const saved = parts.all.map(({ folder }) => savedDriverBundle(folder, found));
        return saved.find((record) => record !== undefined) ?? found.shortest;
      },
      lanes: () => 1,
    },
    view,
  );
  withFiles(out, () => copyUndecided(parts, join(out, bundlesName)));
  return end;
}

/** What was replayed and came to no verdict is kept: what was found is saved by its kind. */
function copyUndecided({ all }: Parts, to: string): void {
  for (const { folder } of all) {
    const { runs } = readRecords(join(folder, recordName), driverRecordSchema);
    for (const { replayed, verdict } of runs) {
      if (replayed === undefined || verdict.kind !== 'inconclusive') continue;
      mkdirSync(to, { recursive: true });
      copyFileSync(join(folder, bundlesName, replayed), join(to, replayed));
    }
  }
}

/**
 * The failures that shards saved, by kind. Where several scenarios ran at once, the one that ended first, and was
 * saved, need not be the first of all.
 */
function savedIn(out: string): (failure: RunRecord) => SavedBundle | undefined {
  const saved = new Map<string | undefined, SavedBundle>(
    savedBundles(out).map((bundle) => [failureKind(bundle.record), bundle]),
  );
  return (failure) => saved.get(failureKind(failure));
}

function copyBundles(from: string, to: string): void {
  if (!existsSync(from)) return;
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(to, name));
}
