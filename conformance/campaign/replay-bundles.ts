import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Unreadable } from '../output/bundles.ts';
import { withFiles } from '../output/error.ts';
import { type Tried, triedAgain } from './again.ts';
import { atOnce } from './at-once.ts';
import { choiceFrom } from './target.ts';

/** What a campaign does with a bundle of its folder. */
export type EarlierNews =
  | { readonly kind: 'kept' | 'removed'; readonly file: string; readonly record: Tried }
  | ({ readonly kind: 'left alone' } & Unreadable);

/** How the bundles of one kind are replayed: of operators' runs, or of a driver's. */
export interface Replays<Saved, Kept extends Tried> {
  /** Why a bundle cannot be replayed here; undefined where it can. */
  readonly misfit: (saved: Saved) => string | undefined;
  /** Runs it once. */
  readonly run: (saved: Saved, signal: AbortSignal) => Promise<Kept>;
  /** The record of that as it is to be kept. */
  readonly kept: (record: Kept, saved: Saved) => Kept;
  /** Whether what it was saved for is gone. */
  readonly isGone: (kept: Kept) => boolean;
  readonly retries: number;
  readonly lanes: () => number;
  readonly signal?: AbortSignal | undefined;
  readonly tell: (news: EarlierNews) => void;
  /** The files that an interrupted command has replayed. */
  readonly done: ReadonlySet<string>;
}

/**
 * Replays bundles that lie in a folder, and gives out the record of each; one that shows no more what it was saved
 * for is removed once its record was taken. What does not fit is told, and left alone.
 */
export async function* replayBundles<Saved extends { readonly file: string }, Kept extends Tried>(
  filed: readonly (Saved | Unreadable)[],
  { misfit, run, kept, isGone, retries, lanes, signal, tell, done }: Replays<Saved, Kept>,
): AsyncGenerator<Kept> {
  const fitting = filed.flatMap((one) => {
    const why = 'why' in one ? one.why : misfit(one);
    if (why !== undefined) tell({ kind: 'left alone', file: one.file, why });
    return why !== undefined || 'why' in one || done.has(basename(one.file)) ? [] : [one];
  });
  const replays = atOnce(fitting, { lanes, signal }, async (saved, stop) => {
    const once = () => run(saved, stop);
    const record = kept(await triedAgain(await once(), retries, once), saved);
    return { file: saved.file, record };
  });
  for await (const { file, record } of replays) {
    const gone = isGone(record);
    if (!gone) tell({ kind: 'kept', file, record });
    yield record;
    if (!gone) continue;
    remove(file);
    tell({ kind: 'removed', file, record });
  }
}

/**
 * Whether what failed on one target is to be run on another: the same kind, the same release of Ceph, and behaving
 * alike, or as specified: a fault that is no longer there.
 */
export function fitsTarget(failedOn: string, here: string): boolean {
  if (failedOn === here) return true;
  const names = [failedOn, here];
  if (!names.every((name) => /^(sim|ceph)( |$)/.test(name))) return false;
  const [was, is] = [choiceFrom(failedOn), choiceFrom(here)];
  return was.target === is.target && was.ceph === is.ceph && is.with === undefined;
}

/** Removes a bundle, and the folder with the last of them. */
export function remove(file: string): void {
  withFiles(file, () => {
    rmSync(file, { force: true });
    const folder = dirname(file);
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  });
}
