import type { Failure } from '../conformance/campaign/failure.ts';
import type { Totals } from '../conformance/mix/totals.ts';
import type { RunRecord } from '../conformance/record.ts';
import { replayBundle, replaySeed } from './commands.ts';
import { claimOf, stepLines } from './failure.ts';
import { counted, noRuns, type Tally, total } from './tally.ts';

/** The version of summaries. */
export const summaryFormat = 1;

/** What a command did, as it was asked to. */
export interface Heading {
  readonly splitbrain: string;
  readonly command: string;
  readonly target: string;
  readonly modes: readonly string[];
  readonly seed: string;
}

/** How a command ended. */
export interface Ending {
  /** Why it ended before all was done; left out if it did not. */
  readonly interrupted?: string;
  /** The command that does the rest. */
  readonly goOn?: string;
  readonly exit: number;
  /** How many of the runs were done by an earlier, interrupted command. */
  readonly earlier: number;
  /** Milliseconds by the clock on the wall, for the others. */
  readonly took: number;
}

/** Gathers what all runs of a command come to. */
export class Summary {
  readonly #reasons = new Map<string, { count: number; seed: string }>();
  /** Whether a failure that a known deviation explains counts as a failure. */
  readonly strict: boolean;
  #tally: Tally = noRuns;

  constructor(strict = false) {
    this.strict = strict;
  }

  /** How many runs came to which verdict. */
  get tally(): Tally {
    return this.#tally;
  }

  /** Why runs were inconclusive, the most frequent reason first. */
  get reasons(): { reason: string; count: number; seed: string }[] {
    const all = [...this.#reasons].map(([reason, known]) => ({ reason, ...known }));
    return all.sort((one, other) => other.count - one.count);
  }

  /** Takes in one more run. */
  add(record: RunRecord): void {
    this.#tally = counted(this.#tally, record, this.strict);
    if (record.verdict.kind !== 'inconclusive') return;
    const { reason } = record.verdict;
    const { count = 0, seed = record.seed } = this.#reasons.get(reason) ?? {};
    this.#reasons.set(reason, { count: count + 1, seed });
  }

  /** All of it as plain, versioned data. */
  data(heading: Heading, failures: readonly Failure[], totals: Totals, ending: Ending) {
    const { commands, faults, daemons, writes } = totals;
    return {
      summary: summaryFormat,
      ...heading,
      ...ending,
      ...(this.strict && { strict: true }),
      scenarios: total(this.#tally),
      ...this.#tally,
      failures: failures.map(failureData),
      inconclusiveBecause: this.reasons,
      writes,
      mix: { commands, faults, daemons },
    };
  }
}

function failureData({ first, shrunk, seeds, bundle }: Failure) {
  const { verdict, mode, scenario, writes } = shrunk;
  if (verdict.kind !== 'fail') return { mode, scenario };
  const { code, known, aspect, site, seen, allowed } = verdict;
  const again = replaySeed(first);
  return {
    ...{ code, claim: claimOf(code), mode, scenario, aspect, site, seen, allowed, writes },
    ...(known !== undefined && { known }),
    steps: stepLines(shrunk),
    count: seeds.length,
    seeds: seeds.slice(0, 20),
    ...(bundle !== undefined && { bundle, replay: replayBundle(bundle) }),
    ...(again !== undefined && { wholeRun: again }),
  };
}
