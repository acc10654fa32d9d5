import { isWalk } from '../simulate/walks.ts';
import { atOnce } from './at-once.ts';
import type { CampaignJob } from './conduct.ts';
import { continued, stepsBefore } from './continuation.ts';
import type { AskedFor } from './jobs.ts';
import { defaultsFor } from './options.ts';
import { runSeed, scenarioOf } from './run.ts';
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
 * The campaign of runs that go on from that of a seed: from its end, or from before the step that it fails at.
 * The same seed has the same runs. @throws UsageError for a walk, which is no scenario with an end.
 */
export function thenJob(seed: string, choice: TargetChoice, flags: ThenFlags): AskedFor {
  const { mode, text } = parseSeed(seed);
  if (isWalk(text)) throw new UsageError(`${seed}: a walk; --then goes on from scenarios`);
  const usual = defaultsFor[choice.target];
  return {
    job: {
      ...{ command: 'check', choice, modes: [mode], seed, out: flags.out, continuing: false },
      ...{ maxFailures: flags.maxFailures, shrink: flags.shrink ?? usual.shrink, strict: false },
      source: (bench) => goOn(seed, flags.then, bench),
    },
    extent: { runs: flags.then },
    asked: { onward: flags.then },
  };
}

async function* goOn(seed: string, count: number, bench: Parameters<CampaignJob['source']>[0]) {
  const { target, models, signal } = bench;
  const { verdict } = await runSeed(seed, bench);
  const all = scenarioOf(seed, models, target.whiteBox?.walkers);
  const steps = verdict.kind === 'pass' ? all.length : stepsBefore(all, verdict.step);
  const seeds = Array.from({ length: count }, (_, number) => continued(seed, steps, number));
  const lanes = () => target.lanes;
  yield* atOnce(seeds, { lanes, signal }, (one, stop) => runSeed(one, { ...bench, signal: stop }));
}
