import type { Mode } from '../../model/site.ts';
import type { Step } from '../../scenarios/step.ts';
import type { RunRecord } from '../record.ts';
import { givenOf, type Replayable } from '../replay.ts';
import { isWalk } from '../simulate/walks.ts';
import { atOnce } from './at-once.ts';
import type { CampaignJob } from './conduct.ts';
import { continued, stepsBefore } from './continuation.ts';
import type { AskedFor } from './jobs.ts';
import { onward } from './onward.ts';
import { defaultsFor } from './options.ts';
import { type Given, runGiven, runSeed, scenarioOf } from './run.ts';
import { parseSeed } from './seed.ts';
import type { TargetChoice } from './target.ts';
import { UsageError } from './usage.ts';

/** What users can say about going on from a run. */
export interface ThenFlags {
  /** How many runs go on from it. */
  readonly then: number;
  readonly out: string;
  readonly maxFailures: number;
  readonly shrink?: number;
}

/**
 * The campaign of runs that go on from that of a seed, of a bundle, or of a scenario file: from its end, or from
 * before the step that it fails at. The same seed or file has the same runs. @throws UsageError for a walk, which is
 * no scenario with an end.
 */
export function thenJob(what: Replayable, choice: TargetChoice, flags: ThenFlags): AskedFor {
  const { mode, seed } = what.kind === 'seed' ? seeded(what.seed) : givenOf(what);
  const usual = defaultsFor[choice.target];
  return {
    job: {
      ...{ command: 'check', choice, modes: [mode], seed, out: flags.out, continuing: false },
      ...{ maxFailures: flags.maxFailures, shrink: flags.shrink ?? usual.shrink, strict: false },
      source: (bench) => goOn(what, flags.then, bench),
    },
    extent: { runs: flags.then },
    asked: { onward: flags.then },
  };
}

function seeded(seed: string): { readonly mode: Mode; readonly seed: string } {
  const { mode, text } = parseSeed(seed);
  if (isWalk(text)) throw new UsageError(`${seed}: a walk; --then goes on from scenarios`);
  return { mode, seed };
}

type SourceBench = Parameters<CampaignJob['source']>[0];

/** Makes one of the runs that go on. */
type Next = (number: number, bench: SourceBench) => Promise<RunRecord>;

async function* goOn(what: Replayable, count: number, bench: SourceBench) {
  const { target, signal } = bench;
  const next = await (what.kind === 'seed'
    ? afterSeed(what.seed, bench)
    : afterGiven(givenOf(what), bench));
  const lanes = () => target.lanes;
  const numbers = Array.from({ length: count }, (_, number) => number);
  yield* atOnce(numbers, { lanes, signal }, (one, stop) => next(one, { ...bench, signal: stop }));
}

async function afterSeed(seed: string, bench: SourceBench): Promise<Next> {
  const { target, models } = bench;
  const all = scenarioOf(seed, models, target.whiteBox?.walkers);
  const steps = wholeSteps(all, await runSeed(seed, bench));
  return (number, lane) => runSeed(continued(seed, steps, number), lane);
}

async function afterGiven(given: Given, bench: SourceBench): Promise<Next> {
  const steps = wholeSteps(given.steps, await runGiven(given, bench));
  return (number, lane) => runGiven(onward(given, steps, number, bench.models), lane);
}

/** How many steps of a run were done before the one that it ended with, where that was not its last. */
const wholeSteps = (all: readonly Step[], { verdict }: RunRecord): number =>
  verdict.kind === 'pass' ? all.length : stepsBefore(all, verdict.step);
