import { existsSync, readFileSync, statSync } from 'node:fs';
import { placeOf } from '../scenarios/scenario.ts';
import { type Bundle, bundleOf, parseBundle } from './bundle.ts';
import { Models } from './campaign/models.ts';
import { runGiven, runSeed } from './campaign/run.ts';
import { parseSeed, SeedError } from './campaign/seed.ts';
import { choiceFrom, type Say, type TargetChoice, withTarget } from './campaign/target.ts';
import { UsageError } from './campaign/usage.ts';
import { type Pasted, pastedIn, recordIn } from './pasted.ts';
import type { RunRecord } from './record.ts';
import type { Verdict } from './verdict.ts';

/** What can be replayed: the run of a seed, or that of a bundle. */
export type Replayable =
  | { readonly kind: 'seed'; readonly seed: string }
  | { readonly kind: 'bundle'; readonly file: string; readonly bundle: Bundle };

/**
 * Reads what a user gave to be replayed: a seed, the path of a bundle, or a line of a report with either, such
 * as one of `record.jsonl`. @throws UsageError, SeedError or BundleError saying what is wrong with it.
 */
export function readReplayable(text: string): Replayable {
  const record = recordIn(text);
  if (record !== undefined) {
    return { kind: 'bundle', file: `the record of ${record.seed}`, bundle: bundleOf(record) };
  }
  const { what } = pasted(text);
  if (!existsSync(what)) return { kind: 'seed', seed: knownSeed(what) };
  if (statSync(what).isDirectory()) throw new UsageError(`${what}: a folder; give one bundle`);
  return { kind: 'bundle', file: what, bundle: parseBundle(readFileSync(what, 'utf8'), what) };
}

/** What a text names, and how a command in it runs that. */
export const pasted = (text: string): Pasted => pastedIn(text, existsSync);

/** On what to replay; what is left out is as it was: the bundle's own target, or `sim`. */
export type ReplayChoice = Partial<TargetChoice>;

/** A replay's record, and for a bundle whether its verdict is the bundle's. */
export interface Replayed {
  readonly record: RunRecord;
  readonly same?: boolean;
}

/**
 * Runs it again, a seed from the generator on, a bundle exactly by its steps, on a target that is
 * opened for this. Rejects with Interrupted after Ctrl-C.
 */
export function replay(what: Replayable, choice: ReplayChoice, say: Say): Promise<Replayed> {
  return withTarget(targetFor(what, choice), say, async (target, signal) => {
    const onStep = (index: number, of: number) => say(`step ${index + 1} of ${of}`);
    const bench = { target, models: new Models(), signal, onStep };
    if (what.kind === 'seed') return { record: await runSeed(what.seed, bench) };
    const { seed, mode, steps, schedule, verdict } = what.bundle;
    const how = { mode, seed, schedule, ...placeOf(what.bundle) };
    const record = await runGiven({ name: 'a bundle', steps, ...how }, bench);
    return { record, same: sameVerdict(verdict, record.verdict) };
  });
}

function targetFor(what: Replayable, choice: ReplayChoice): TargetChoice {
  const asItWas =
    what.kind === 'bundle' && choice.target === undefined && choice.with === undefined;
  const own: TargetChoice = asItWas ? choiceFrom(what.bundle.target) : { target: 'sim' };
  return { ...own, ...choice };
}

/** Whether a replay came to the verdict that its bundle holds: the same failure, or no failure. */
export function sameVerdict(was: Bundle['verdict'], is: Verdict): boolean {
  if (was.kind !== is.kind || is.kind !== 'fail') return was.kind === is.kind;
  const { code, aspect, site } = was;
  return code === is.code && aspect === is.aspect && site === is.site;
}

function knownSeed(text: string): string {
  if (/\.json$|\//.test(text)) throw new UsageError(`${text}: there is no such bundle`);
  if (text.startsWith('run-')) {
    throw new SeedError(
      `${text} is the seed of a scenario file's run: replay its bundle, or run the file again`,
    );
  }
  parseSeed(text);
  return text;
}
