import { basename } from 'node:path';
import type { Mode } from '../../model/site.ts';
import { fitsTarget, type Replays, replayBundles } from '../campaign/replay-bundles.ts';
import type { Given } from './bench.ts';
import { filedDriverBundles, type SavedDriverBundle } from './bundle.ts';
import type { DriverRecord } from './record.ts';
import { shows } from './shrink.ts';

/** A campaign with a driver that replays what earlier ones saved. */
export interface DriverReplayBench
  extends Pick<
    Replays<SavedDriverBundle, DriverRecord>,
    'retries' | 'lanes' | 'signal' | 'tell' | 'done'
  > {
  /** The folder for results. */
  readonly out: string;
  readonly modes: readonly Mode[];
  /** What a user calls the driver. */
  readonly driver: string;
  /** The name of the clusters, as records have it. */
  readonly target: string;
  readonly run: (given: Given, signal: AbortSignal) => Promise<DriverRecord>;
}

/**
 * Replays the findings whose bundles are in a folder, by their steps, and gives out the record of each; the bundle of
 * one that shows no more is removed once its record was taken, whatever else was found. What does not fit is told,
 * and left alone.
 */
export const replayEarlierDriven = ({
  out,
  run,
  ...here
}: DriverReplayBench): AsyncGenerator<DriverRecord> =>
  replayBundles<SavedDriverBundle, DriverRecord>(filedDriverBundles(out), {
    ...here,
    misfit: (saved) => misfit(saved, here),
    run: ({ bundle: { steps, mode, seed }, record: { scenario: name } }, signal) =>
      run({ name, steps, mode, seed }, signal),
    kept: (record, { file, bundle: { finding } }) => ({
      ...record,
      replayed: basename(file),
      ...(record.verdict.kind !== 'inconclusive' && !shows(record, finding) && { mended: true }),
    }),
    isGone: ({ mended }) => mended === true,
  });

/** Why a bundle cannot be replayed here; undefined where it can. */
function misfit(
  { bundle: { mode, driver, target } }: SavedDriverBundle,
  here: Pick<DriverReplayBench, 'modes' | 'driver' | 'target'>,
): string | undefined {
  if (!here.modes.includes(mode)) return `it is of ${mode} mode`;
  if (driver !== here.driver) return `it is of a run with --driver ${driver}`;
  return fitsTarget(target, here.target) ? undefined : `it failed on ${target}`;
}
