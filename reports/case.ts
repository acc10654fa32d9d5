import type { DriverRecord } from '../conformance/drivers/record.ts';
import type { RunRecord } from '../conformance/record.ts';
import { replayDriven, replaySeed } from './commands.ts';
import { claimOf, stepLines } from './failure.ts';
import { type Count, countOf } from './tally.ts';
import { volumeStepText } from './volume-text.ts';

/** A run as reports for machines tell it, whoever failed over in it. */
export interface Case {
  readonly name: string;
  readonly seed: string;
  readonly mode: string;
  readonly count: Count;
  /** Milliseconds of the clusters' clock. */
  readonly took: number;
  /** How often it was run. */
  readonly tries: number;
  /** What was broken, where something was. */
  readonly code?: string;
  /** What that claims, or why nothing can be said. */
  readonly message?: string;
  /** What was seen, by which steps, and how to see it again, in lines. */
  readonly details?: string;
}

/** What is known of a run beside its record. */
export interface CaseContext<Kept> {
  /** Whether a failure that a known deviation explains counts as a failure. */
  readonly strict?: boolean;
  /** The bundle that holds the shrunk form of a failure like this one. */
  readonly bundleFor: (record: Kept) => string | undefined;
}

const nameFor = (scenario: string, seed: string) =>
  scenario === 'generated' ? seed : `${scenario} (${seed})`;

/** An operator's run, for machines. */
export function caseOf(record: RunRecord, context: CaseContext<RunRecord>): Case {
  const { seed, scenario, mode, took, verdict, tries = 1 } = record;
  const count = countOf(record, context.strict);
  const head = { name: nameFor(scenario, seed), seed, mode, count, took, tries };
  if (verdict.kind === 'pass') return head;
  if (verdict.kind === 'inconclusive') {
    return { ...head, message: `inconclusive: ${verdict.reason}` };
  }
  const { code, known } = verdict;
  if (count === 'known') return { ...head, code, message: `known deviation: ${known} (${code})` };
  const lines = [
    `${verdict.aspect} at ${verdict.site}: seen ${verdict.seen}`,
    `allowed: ${verdict.allowed.join('; or ')}`,
    ...stepLines(record),
  ];
  const again = whereabouts(seed, replaySeed(record), context.bundleFor(record));
  return { ...head, code, message: claimOf(code), details: [...lines, ...again, ''].join('\n') };
}

/** What a driver's runs are told with. */
export interface DriverCaseContext extends CaseContext<DriverRecord> {
  /** What a user calls the driver. */
  readonly driver: string;
  /** What is claimed of a driver, by code. */
  readonly owed: Readonly<Record<string, string>>;
}

/** A driver's run, for machines. */
export function driverCaseOf(record: DriverRecord, context: DriverCaseContext): Case {
  const { seed, scenario, mode, took, verdict, tries = 1 } = record;
  const head = { name: nameFor(scenario, seed), seed, mode, count: countOf(record), took, tries };
  if (verdict.kind === 'pass') return head;
  if (verdict.kind === 'inconclusive') {
    return { ...head, message: `inconclusive: ${verdict.reason}` };
  }
  const { findings } = verdict;
  const [{ code } = { code: 'fail' }] = findings;
  const lines = findings.map(
    ({ code: one, step, aspect, saw }) => `step ${step + 1}: ${one}, ${aspect}: ${saw}`,
  );
  const steps = record.steps.map(({ step }, index) => `${index + 1} ${volumeStepText(step)}`);
  const replay = replayDriven(record, context.driver);
  const again = whereabouts(seed, replay, context.bundleFor(record));
  const details = [...lines, ...steps, ...again, ''].join('\n');
  return { ...head, code, message: context.owed[code] ?? code, details };
}

const whereabouts = (seed: string, replay?: string, bundle?: string): string[] => [
  `seed: ${seed}`,
  ...(replay === undefined ? [] : [`replay: ${replay}`]),
  ...(bundle === undefined ? [] : [`shortest form: ${bundle}`]),
];
