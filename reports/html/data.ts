import type { Course, Difference } from '../../conformance/course/course.ts';
import type { LostWrite } from '../../conformance/course/driven-failovers.ts';
import type { MeasuredFailover } from '../../conformance/course/failovers.ts';
import type { SiteSituation, Situation } from '../../conformance/course/situation.ts';
import type { DriverCoverage } from '../../conformance/drivers/coverage/tables.ts';
import type { MetTables } from '../../conformance/mix/met.ts';
import type { Totals } from '../../conformance/mix/totals.ts';
import type { RunRecord, WriteCounts } from '../../conformance/record.ts';
import type { Internal } from '../../model/events.ts';
import type { Site } from '../../model/site.ts';
import type { Sentence } from '../explain/explain.ts';
import type { Ending, Heading } from '../summary.ts';
import type { Count } from '../tally.ts';
import type { PackedDriven } from './pack-driven.ts';

/** The version of the data in a report. */
export const reportFormat = 1;

/** What a scenario counts as. */
export type Status = Count;

/** One scenario in the list. */
export type Row = {
  readonly seed: string;
  /** What tells it from a run before it that has the same seed; left out where there is none. */
  readonly id?: string;
  /** What it ran on, where the report has runs on several. */
  readonly target?: string;
  readonly mode: RunRecord['mode'];
  readonly scenario: string;
  readonly status: Status;
  /** What it broke, or else failed by, one after another; why it is inconclusive. Empty where it passed. */
  readonly why: readonly string[];
  readonly steps: number;
  /** The faults that struck, each once. */
  readonly faults: readonly string[];
  readonly writes: WriteCounts;
  readonly took: number;
  readonly failovers: readonly MeasuredFailover[];
  /** Which of the report's failures it is one of. */
  readonly failure?: number;
};

/** A kind of failure, in the overview and beside each run that met it. */
export type FailureEntry = {
  readonly code: string;
  readonly claim: string;
  readonly known?: string;
  readonly mode: RunRecord['mode'];
  readonly scenario: string;
  /** The payload of the simplest run that fails alike. */
  readonly shrunk: number;
  readonly seeds: readonly string[];
  /** The command that replays the simplest run. */
  readonly replay?: string;
};

/** The shortest run that shows one way in which a driver was found wanting. */
export type ShortestEntry = {
  /** What it is looked at by, as a run by its seed. */
  readonly id: string;
  readonly kind: string;
  readonly mode: RunRecord['mode'];
  readonly steps: number;
  readonly payload: number;
  /** The command that replays its bundle. */
  readonly replay: string;
};

/** A driver whose runs a report shows. */
export type ReportedDriver = {
  /** What a user calls it. */
  readonly name: string;
  /** What is claimed of a driver, by code. */
  readonly claims: Readonly<Record<string, string>>;
};

/** Something that was promised, or that a driver owes. */
export type Promised = {
  readonly code: string;
  readonly claim: string;
  /** In how many runs it could have been found broken; left out where the records do not say. */
  readonly atStake?: number;
  /** In how many it was. */
  readonly broken: number;
  /** In how many more, as a known deviation explains. */
  readonly known: number;
};

/** What a report shows at once. */
export type ReportIndex = {
  readonly report: typeof reportFormat;
  readonly heading: Heading;
  /** The command line that made the runs, where that is known. */
  readonly commandLine?: string;
  readonly ending?: Ending;
  readonly rows: readonly Row[];
  readonly failures: readonly FailureEntry[];
  readonly promised: readonly Promised[];
  readonly totals: Totals;
  readonly coverage: readonly MetTables[];
  /** The same of runs with a driver. */
  readonly drivenCoverage: readonly DriverCoverage[];
  readonly driver?: ReportedDriver;
  /** What a driver was found wanting in, each by its shortest run. */
  readonly shortest: readonly ShortestEntry[];
  /** How many payloads a chunk holds: those of the rows, in order, then those of simplest and of shortest runs. */
  readonly chunk: number;
};

/** What the viewer shows of one run. */
export type RunPayload = {
  readonly record: RunRecord;
  readonly course: PackedCourse;
  /** Why it failed. */
  readonly explained?: readonly Sentence[];
};

/** What it shows of one with a driver. */
export type DriverPayload = {
  readonly driven: PackedDriven;
  /** The acknowledged writes that failovers lost. */
  readonly lost: readonly LostWrite[];
};

/** What it shows of either. */
export type Payload = RunPayload | DriverPayload;

/** What changed at a site; null for what is there no more. */
export type SiteChange = {
  readonly [Key in keyof SiteSituation]?: SiteSituation[Key] | null;
};

/** What changed of a pair. */
export type Change = { readonly link?: Situation['link'] } & {
  readonly [Key in Site]?: SiteChange;
};

/** A moment of a course, without what the record of its step says. */
export type PackedMoment = {
  readonly step: number;
  readonly event?: Internal;
  readonly unexplained?: true;
  readonly change: Change;
};

/** A course by what changed from moment to moment. */
export type PackedCourse = Pick<Course, 'certain' | 'start' | 'ends'> & {
  readonly moments: readonly PackedMoment[];
  readonly writes: readonly Omit<Course['writes'][number], 'where'>[];
  readonly difference?: Omit<Difference, 'before'> & { readonly before: readonly Change[] };
};
