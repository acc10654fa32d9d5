import type { Internal } from '../model/events.ts';
import type { Reach } from '../model/interruption.ts';
import type { PromiseCode } from '../model/promises.ts';
import type { Mode, Site } from '../model/site.ts';
import type { Place } from '../scenarios/scenario.ts';
import type { Step } from '../scenarios/step.ts';
import type { LogLine } from './daemon-log.ts';
import type { Sights } from './oracle/sight.ts';
import type { Answer, Schedule } from './target.ts';
import type { Verdict } from './verdict.ts';

/** What happened in one step of a run. */
export type StepRecord = {
  readonly step: Step;
  /** Milliseconds of the pair's clock at which the step had ended. */
  readonly at: number;
  /** What the daemons did before it, where the target can tell. */
  readonly daemons: readonly Internal[];
  /** What it came to; a `settle` has none. */
  readonly answer?: Answer;
  /** How far it came if it was interrupted, where the target can tell. */
  readonly reach?: Reach;
  /** What the client's own libraries said as they crashed, where the target can tell. */
  readonly words?: string;
  /** The write that was under way when a demotion ended, and that was not acknowledged. */
  readonly tried?: number;
  /** The writes that it stamped. */
  readonly writes?: readonly number[];
  /** The number of the edit that it was. */
  readonly edit?: number;
  /** What was seen afterwards. */
  readonly sights: Sights;
  /** The sites whose managers took a mirror snapshot by a schedule while that was waited for. */
  readonly took?: readonly Site[];
  /** The site whose manager took none in time. */
  readonly missed?: Site;
  /** Nothing was left for the daemons to do, where the target can tell for certain. */
  readonly idle?: true;
  /** How many model states were still possible. */
  readonly possible: number;
};

/** Acknowledged writes, and what became of them. */
export type WriteCounts = {
  readonly acknowledged: number;
  /** Not at the new primary after a forced failover (the RPO, in writes). */
  readonly lost: number;
  /** At neither site in the end. */
  readonly discarded: number;
};

/** One scenario, run on one target: plain data, versioned. */
export type RunRecord = Place & {
  readonly format: 1;
  readonly seed: string;
  readonly scenario: string;
  readonly target: string;
  readonly mode: Mode;
  readonly schedule: Schedule;
  readonly verdict: Verdict;
  /** The promises that it could have been found to break; a record of an earlier version does not say. */
  readonly atStake?: readonly PromiseCode[];
  /**
   * The event at which a simulated target first left what is specified: the cause behind whatever
   * symptom was met. A target that cannot be looked into has none.
   */
  readonly cause?: string;
  /** What lay behind a failure that nothing known explains, where the target can tell: see Pair.evidence. */
  readonly evidence?: Readonly<Record<Site, unknown>>;
  /** What the mirror daemons wrote near the failing step of such a run, where the target can tell: see behind.ts. */
  readonly logs?: Readonly<Record<Site, readonly LogLine[]>>;
  /** How often it was run, where more often than once: the verdict is that of the first time. */
  readonly tries?: number;
  /** It failed, and passed when it was tried again. */
  readonly flaky?: true;
  /** The file of the bundle that it was replayed from, where it is of an earlier failure. */
  readonly replayed?: string;
  readonly writes: WriteCounts;
  /** Milliseconds of the pair's clock, all in all. */
  readonly took: number;
  readonly steps: readonly StepRecord[];
};
