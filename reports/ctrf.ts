import type { Case } from './case.ts';
import type { Suite } from './junit.ts';
import { type Count, total } from './tally.ts';

/** The version of the Common Test Report Format that is written (ctrf.io). */
export const ctrfVersion = '0.0.0';

/** What a CTRF report says of a campaign beside its runs. */
export interface CtrfHeading extends Suite {
  readonly splitbrain: string;
  readonly seed: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly stop: number;
}

/** CTRF has no word for what is not judged. */
const statuses: Readonly<Record<Count, string>> = {
  pass: 'passed',
  fail: 'failed',
  flaky: 'failed',
  known: 'other',
  inconclusive: 'other',
};

/**
 * A CTRF report (Common Test Report Format, JSON), in parts: a test for each run. Runs that are flaky are told
 * as that, and as failed: a report that only looks at the status must not take them for good.
 */
export function* ctrf(heading: CtrfHeading, cases: Iterable<Case>): Generator<string> {
  const { name, tally, splitbrain, seed, start, stop } = heading;
  const summary = {
    tests: total(tally),
    passed: tally.pass,
    failed: tally.fail + tally.flaky,
    skipped: 0,
    pending: 0,
    other: tally.known + tally.inconclusive,
    flaky: tally.flaky,
    start,
    stop,
  };
  const head = {
    reportFormat: 'CTRF',
    specVersion: ctrfVersion,
    timestamp: new Date(stop).toISOString(),
    generatedBy: `splitbrain ${splitbrain}`,
    extra: { seed },
  };
  const results = { tool: { name: 'splitbrain', version: splitbrain }, summary };
  yield `${JSON.stringify(head).slice(0, -1)},"results":${JSON.stringify(results).slice(0, -1)},"tests":[`;
  let before = '\n';
  for (const one of cases) {
    yield `${before}${JSON.stringify(testOf(one, name))}`;
    before = ',\n';
  }
  yield '\n]}}\n';
}

const testOf = (one: Case, suite: string) => ({
  name: one.name,
  status: statuses[one.count],
  rawStatus: one.code === undefined ? one.count : `${one.count}: ${one.code}`,
  duration: Math.round(one.took),
  suite: [suite, one.mode],
  labels: { seed: one.seed, mode: one.mode },
  ...(one.message !== undefined && { message: one.message }),
  ...(one.details !== undefined && { trace: one.details }),
  ...(one.count === 'flaky' && { flaky: true }),
  ...(one.tries > 1 && { retries: one.tries - 1 }),
});
