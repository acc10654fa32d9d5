import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Mode } from '../../model/site.ts';
import { placeOf, type Scenario } from '../../scenarios/scenario.ts';
import { filedBundles, type SavedBundle } from '../output/bundles.ts';
import type { RunRecord } from '../record.ts';
import { mustEqual } from './campaign.ts';
import { type EarlierNews, fitsTarget, replayBundles } from './replay-bundles.ts';
import { type Bench, runGiven } from './run.ts';

/** How a campaign runs the failures that an earlier command left in its folder. */
export interface Replaying {
  /** How often one that fails is tried again, at most. */
  readonly retries: number;
  /** Runs each twice. @throws NotDeterministic */
  readonly twice?: true;
  /** The scenarios of files that the campaign runs; none, if left out. */
  readonly scenarios?: readonly Scenario[];
}

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
export function replayEarlier(
  { retries, twice, scenarios = [] }: Replaying,
  { modes, out, tell, ...bench }: ReplayBench,
  done: ReadonlySet<string>,
): AsyncGenerator<RunRecord> {
  const here = { modes, target: bench.target.name, scenarios };
  return replayBundles<SavedBundle, RunRecord>(filedBundles(out), {
    ...{ retries, tell, done, lanes: () => bench.target.lanes, signal: bench.signal },
    misfit: (saved) => misfit(saved, here),
    run: async ({ bundle, record: { scenario } }, signal) => {
      const { steps, mode, seed, schedule } = bundle;
      const given = { name: scenario, steps, mode, seed, schedule, ...placeOf(bundle) };
      const run = () => runGiven(given, { ...bench, signal });
      const first = await run();
      if (twice) mustEqual(first, await run());
      return first;
    },
    kept: (record, { file }) => ({ ...record, replayed: basename(file) }),
    isGone: ({ verdict }) => verdict.kind === 'pass',
  });
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
