import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Mode } from '../../model/site.ts';
import { placeOf, type Scenario } from '../../scenarios/scenario.ts';
import { filedBundles, type SavedBundle, type Unreadable } from '../output/bundles.ts';
import { withFiles } from '../output/error.ts';
import type { RunRecord } from '../record.ts';
import { triedAgain } from './again.ts';
import { atOnce } from './at-once.ts';
import { mustEqual } from './campaign.ts';
import { type Bench, runGiven } from './run.ts';
import { choiceFrom } from './target.ts';

/** How a campaign runs the failures that an earlier command left in its folder. */
export interface Replaying {
  /** How often one that fails is tried again, at most. */
  readonly retries: number;
  /** Runs each twice. @throws NotDeterministic */
  readonly twice?: true;
  /** The scenarios of files that the campaign runs; none, if left out. */
  readonly scenarios?: readonly Scenario[];
}

/** What a campaign does with a bundle of its folder. */
export type EarlierNews =
  | { readonly kind: 'kept'; readonly file: string; readonly record: RunRecord }
  | { readonly kind: 'removed'; readonly file: string; readonly record: RunRecord }
  | ({ readonly kind: 'left alone' } & Unreadable);

/** A campaign that replays earlier failures: in which modes, on what, and who is told. */
export interface ReplayBench extends Bench {
  readonly modes: readonly Mode[];
  readonly out: string;
  readonly tell: (news: EarlierNews) => void;
}

/**
 * Replays the failures whose bundles are in a folder, by their steps, and gives out the record of each; the bundle
 * of one that passes is removed once its record was taken. What does not fit is told, and left alone; `done` are the
 * files that an interrupted command has replayed.
 */
export async function* replayEarlier(
  { retries, twice, scenarios = [] }: Replaying,
  { modes, out, tell, ...bench }: ReplayBench,
  done: ReadonlySet<string>,
): AsyncGenerator<RunRecord> {
  const here = { modes, target: bench.target.name, scenarios };
  const fitting = filedBundles(out).filter((one): one is SavedBundle => {
    const why = 'bundle' in one ? misfit(one, here) : one.why;
    if (why !== undefined) tell({ kind: 'left alone', file: one.file, why });
    return why === undefined && !done.has(basename(one.file));
  });
  const how = { lanes: () => bench.target.lanes, signal: bench.signal };
  const replays = atOnce(fitting, how, async ({ file, bundle, record: { scenario } }, signal) => {
    const { steps, mode, seed, schedule } = bundle;
    const given = { name: scenario, steps, mode, seed, schedule, ...placeOf(bundle) };
    const run = () => runGiven(given, { ...bench, signal });
    const first = await run();
    if (twice) mustEqual(first, await run());
    return {
      file,
      record: { ...(await triedAgain(first, retries, run)), replayed: basename(file) },
    };
  });
  for await (const { file, record } of replays) {
    const passes = record.verdict.kind === 'pass';
    if (!passes) tell({ kind: 'kept', file, record });
    yield record;
    if (!passes) continue;
    remove(file);
    tell({ kind: 'removed', file, record });
  }
}

/** What runs here, as far as a bundle has to fit it. */
interface Here {
  readonly modes: readonly Mode[];
  readonly target: string;
  readonly scenarios: readonly Scenario[];
}

/** Why a bundle cannot be replayed here; undefined where it can. */
function misfit({ bundle, record }: SavedBundle, here: Here): string | undefined {
  if (!here.modes.includes(bundle.mode)) return `it is of ${bundle.mode} mode`;
  if (!fitsTarget(bundle.target, here.target)) return `it failed on ${bundle.target}`;
  const { verdict, scenario } = record;
  if (verdict.kind !== 'fail' || verdict.code !== 'expectation') return undefined;
  const filed = here.scenarios.find(({ name }) => name === scenario);
  if (filed === undefined) return `it is what the file of "${scenario}" expects, which is not run`;
  const asItWas = record.steps.every(({ step }, at) => isDeepStrictEqual(step, filed.steps[at]));
  return asItWas ? undefined : `the file of "${scenario}" was changed since`;
}

/**
 * Whether what failed on one target is to be run on another: the same kind, the same release of Ceph, and behaving
 * alike, or as specified: a fault that is no longer there.
 */
function fitsTarget(failedOn: string, here: string): boolean {
  if (failedOn === here) return true;
  const names = [failedOn, here];
  if (!names.every((name) => /^(sim|ceph)( |$)/.test(name))) return false;
  const [was, is] = [choiceFrom(failedOn), choiceFrom(here)];
  return was.target === is.target && was.ceph === is.ceph && is.with === undefined;
}

/** Removes a bundle, and the folder with the last of them. */
function remove(file: string): void {
  withFiles(file, () => {
    rmSync(file, { force: true });
    const folder = dirname(file);
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  });
}
