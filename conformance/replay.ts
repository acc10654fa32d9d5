import { existsSync, readFileSync, statSync } from 'node:fs';
import { modes } from '../model/site.ts';
import { placeOf } from '../scenarios/scenario.ts';
import { type Bundle, bundleOf, parseBundle } from './bundle.ts';
import { baseOf, continuationIn, isOfSteps } from './campaign/continuation.ts';
import { givenRuns, readScenarios } from './campaign/files.ts';
import { Models } from './campaign/models.ts';
import { onward } from './campaign/onward.ts';
import { type Given, runGiven, runSeed } from './campaign/run.ts';
import { parseSeed, SeedError } from './campaign/seed.ts';
import { choiceFrom, type Say, type TargetChoice, withTarget } from './campaign/target.ts';
import { UsageError } from './campaign/usage.ts';
import { type Pasted, pastedIn, recordIn } from './pasted.ts';
import type { RunRecord } from './record.ts';
import type { Verdict } from './verdict.ts';

/** What can be replayed: the run of a seed, that of a bundle, or another one whose steps are known. */
export type Replayable =
  | { readonly kind: 'seed'; readonly seed: string }
  | { readonly kind: 'bundle'; readonly file: string; readonly bundle: Bundle }
  | { readonly kind: 'given'; readonly given: Given; readonly target?: string };

/**
 * Reads what a user gave to be replayed: a seed, the path of a bundle or of a scenario file, or a line of a report
 * with a seed or a bundle, such as one of `record.jsonl`; and `FILE+4then3`, the run of that number that goes on
 * from that of a file after so many of its steps. A file that is for both modes is run in the first that it names.
 * @throws UsageError, SeedError, BundleError or ScenarioError saying what is wrong with it.
 */
export function readReplayable(text: string): Replayable {
  const record = recordIn(text);
  if (record !== undefined) {
    return { kind: 'bundle', file: `the record of ${record.seed}`, bundle: bundleOf(record) };
  }
  const { what } = pasted(text);
  if (!existsSync(what) && existsSync(baseOf(what))) return goingOn(what);
  if (!existsSync(what)) return { kind: 'seed', seed: knownSeed(what) };
  if (statSync(what).isDirectory()) throw new UsageError(`${what}: a folder; give one bundle`);
  if (/\.ya?ml$/.test(what)) return { kind: 'given', given: firstRun(what) };
  return { kind: 'bundle', file: what, bundle: parseBundle(readFileSync(what, 'utf8'), what) };
}

function goingOn(text: string): Replayable {
  const { base = text, steps = 0, number = 0 } = continuationIn(text) ?? {};
  const from = readReplayable(base);
  if (from.kind === 'seed') throw new UsageError(`${text}: goes on from no file`);
  const target = from.kind === 'bundle' ? from.bundle.target : from.target;
  const given = onward(givenOf(from), steps, number, new Models());
  return { kind: 'given', given, ...(target !== undefined && { target }) };
}

function firstRun(file: string): Given {
  const scenarios = readScenarios([file]);
  const [given] = givenRuns({ scenarios, modes, seed: '1', repeat: 1 });
  if (given === undefined) throw new UsageError(`${file}: holds no scenario`);
  return given;
}

/** The run of a bundle, or another one whose steps are known. */
export function givenOf(what: Exclude<Replayable, { kind: 'seed' }>): Given {
  if (what.kind === 'given') return what.given;
  const { seed, mode, steps, schedule } = what.bundle;
  return { name: 'a bundle', steps, mode, seed, schedule, ...placeOf(what.bundle) };
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
    const record = await runGiven(givenOf(what), bench);
    if (what.kind === 'given') return { record };
    return { record, same: sameVerdict(what.bundle.verdict, record.verdict) };
  });
}

/** On what to run it, unless it is said: what a bundle was made on, or simulated clusters as they are specified. */
export function targetFor(what: Replayable, choice: ReplayChoice): TargetChoice {
  const was = what.kind === 'bundle' ? what.bundle.target : what.kind === 'given' && what.target;
  const isSaid = choice.target !== undefined || choice.with !== undefined;
  const own: TargetChoice = was && !isSaid ? choiceFrom(was) : { target: 'sim' };
  return { ...own, ...choice };
}

/** Whether a replay came to the verdict that its bundle holds: the same failure, or no failure. */
export function sameVerdict(was: Bundle['verdict'], is: Verdict): boolean {
  if (was.kind !== is.kind || is.kind !== 'fail') return was.kind === is.kind;
  const { code, aspect, site } = was;
  return code === is.code && aspect === is.aspect && site === is.site;
}

/** A text that is a seed which makes a run. @throws UsageError or SeedError for any other, with the mend. */
export function knownSeed(text: string): string {
  if (/\.json$|\//.test(text)) throw new UsageError(`${text}: there is no such bundle`);
  if (text.startsWith('run-')) {
    throw new SeedError(
      `${text} is the seed of a scenario file's run: replay its bundle, or run the file again`,
    );
  }
  if (isOfSteps(text)) {
    throw new SeedError(
      `${text} is the seed of a run that goes on from a file: replay its bundle, or FILE${text.slice(baseOf(text).length)} with that file`,
    );
  }
  parseSeed(text);
  return text;
}
