import type { Failure } from '../conformance/campaign/failure.ts';
import type { Totals } from '../conformance/mix/totals.ts';
import type { FailureData, SummaryData } from '../conformance/output/summary.ts';
import { promiseCodes } from '../model/promises.ts';
import { AtStake } from './at-stake.ts';
import { replayBundle, replaySeed } from './commands.ts';
import { claimOf, stepLines } from './failure.ts';
import { type Countable, counted, noRuns, type Tally, total } from './tally.ts';

/** What a command did, as it was asked to. */
export type Heading = Pick<SummaryData, 'splitbrain' | 'command' | 'target' | 'modes' | 'seed'>;

/** What a campaign did, as it was asked to. */
export type CampaignHeading = Heading & Pick<SummaryData, 'driver' | 'shard' | 'asked'>;

/** How a command ended. */
export type Ending = Pick<
  SummaryData,
  'interrupted' | 'goOn' | 'exit' | 'earlier' | 'took' | 'left'
>;

/** What is told of all runs together, beside their verdicts. */
export type Overall = Pick<SummaryData, 'writes' | 'mix' | 'coverage'>;

/** Gathers what all runs of a command come to. */
export class Summary {
  readonly #reasons = new Map<string, { count: number; seed: string }>();
  /** Whether a failure that a known deviation explains counts as a failure. */
  readonly strict: boolean;
  #tally: Tally = noRuns;
  #replayed = 0;
  readonly #removed: string[] = [];
  readonly #atStake = new AtStake();
  readonly #owed: () => readonly string[];

  /** `owed` are the codes of what could be found broken; asked for once all runs are in. */
  constructor(strict = false, owed: () => readonly string[] = () => promiseCodes) {
    this.strict = strict;
    this.#owed = owed;
  }

  /** Of what is owed that which could not have been found broken in any run. */
  get vacuous(): readonly string[] {
    return this.#atStake.vacuous(this.#owed());
  }

  /** How many runs came to which verdict. */
  get tally(): Tally {
    return this.#tally;
  }

  /** How many of them replayed earlier failures. */
  get replayed(): number {
    return this.#replayed;
  }

  /** Why runs were inconclusive, the most frequent reason first. */
  get reasons(): { reason: string; count: number; seed: string }[] {
    const all = [...this.#reasons].map(([reason, known]) => ({ reason, ...known }));
    return all.sort((one, other) => other.count - one.count);
  }

  /** Takes in one more run. */
  add(record: Counted): void {
    this.#tally = counted(this.#tally, record, this.strict);
    const { replayed, mended, verdict } = record;
    this.#atStake.add(record.atStake);
    if (replayed !== undefined) this.#replayed += 1;
    const gone = mended === true || verdict.kind === 'pass';
    if (replayed !== undefined && gone) this.#removed.push(replayed);
    const { reason } = verdict;
    if (reason === undefined) return;
    const { count = 0, seed = record.seed } = this.#reasons.get(reason) ?? {};
    this.#reasons.set(reason, { count: count + 1, seed });
  }

  /** All of it as plain, versioned data. */
  data(
    heading: CampaignHeading,
    failures: readonly FailureData[],
    overall: Overall,
    ending: Ending,
  ): SummaryData {
    return {
      summary: 1,
      ...heading,
      ...ending,
      ...(this.strict && { strict: true }),
      scenarios: total(this.#tally),
      ...this.#tally,
      ...(this.#replayed > 0 && { replayed: { runs: this.#replayed, removed: this.#removed } }),
      failures,
      inconclusiveBecause: this.reasons,
      ...overall,
      ...this.#atStake.data(this.#owed()),
    };
  }
}

/** What of a record a summary counts. */
interface Counted extends Countable {
  readonly seed: string;
  readonly replayed?: string;
  /** What it replayed shows no more, whatever else does. */
  readonly mended?: true;
  readonly atStake?: readonly string[];
  readonly verdict: Countable['verdict'] & { readonly reason?: string };
}

/** What happened in all runs of operators, as a summary tells it. */
export const overallOf = ({ commands, faults, daemons, writes }: Totals): Overall => ({
  writes,
  mix: { commands, faults, daemons },
});

/** A kind of failure, as a summary tells it. */
export function failureData({ first, shrunk, seeds, bundle }: Failure): FailureData[] {
  const { verdict, mode, scenario, writes } = shrunk;
  if (verdict.kind !== 'fail') return [];
  const { code, known, aspect, site, seen, allowed } = verdict;
  const again = replaySeed(first);
  return [
    {
      ...{ code, claim: claimOf(code), mode, scenario, aspect, site, seen, allowed, writes },
      ...(known !== undefined && { known }),
      ...(first.flaky && { flaky: true }),
      steps: stepLines(shrunk),
      count: seeds.length,
      seeds: seeds.slice(0, 20),
      ...(bundle !== undefined && { bundle, replay: replayBundle(bundle) }),
      ...(again !== undefined && { wholeRun: again }),
    },
  ];
}
