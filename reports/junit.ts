import type { RunRecord } from '../conformance/record.ts';
import { replaySeed } from './commands.ts';
import { claimOf, stepLines } from './failure.ts';
import { countOf, type Tally, total } from './tally.ts';
import { xmlAttributes, xmlText } from './xml.ts';

/** What a JUnit report is about: one suite. */
export interface Suite {
  readonly name: string;
  readonly tally: Tally;
  /** Whether a failure that a known deviation explains counts as a failure. */
  readonly strict?: boolean;
  /** The bundle that holds the shrunk form of a failure like this one. */
  readonly bundleFor: (record: RunRecord) => string | undefined;
}

/**
 * A JUnit report, in parts, so that one of a million runs never stands in memory: a test case for
 * each run. An inconclusive run counts as skipped, with its
 * reason, and so does a failure that a known deviation explains.
 */
export function* junit(suite: Suite, records: Iterable<RunRecord>): Generator<string> {
  const { name, tally } = suite;
  const counts = { tests: total(tally), failures: tally.fail, errors: 0 };
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${xmlAttributes({ name: 'splitbrain', ...counts })}>\n`;
  yield `<testsuite${xmlAttributes({ name, ...counts, skipped: tally.inconclusive + tally.known })}>\n`;
  for (const record of records) yield testcase(record, suite);
  yield '</testsuite>\n</testsuites>\n';
}

function testcase(record: RunRecord, suite: Suite): string {
  const { seed, scenario, mode, took, verdict } = record;
  const name = scenario === 'generated' ? seed : `${scenario} (${seed})`;
  const head = xmlAttributes({ classname: `splitbrain.${mode}`, name, time: took / 1000 });
  if (verdict.kind === 'pass') return `<testcase${head}/>\n`;
  const skipped = whySkipped(record, suite.strict);
  if (skipped !== undefined || verdict.kind !== 'fail') {
    const message = xmlAttributes({ message: skipped ?? '' });
    return `<testcase${head}><skipped${message}/></testcase>\n`;
  }
  const attributes = xmlAttributes({ type: verdict.code, message: claimOf(verdict.code) });
  const body = xmlText(details(record, suite.bundleFor(record)));
  return `<testcase${head}><failure${attributes}>${body}</failure></testcase>\n`;
}

function whySkipped(record: RunRecord, strict = false): string | undefined {
  const { verdict } = record;
  if (verdict.kind === 'inconclusive') return `inconclusive: ${verdict.reason}`;
  if (verdict.kind === 'pass' || countOf(record, strict) === 'fail') return undefined;
  return `known deviation: ${verdict.known} (${verdict.code})`;
}

function details(record: RunRecord, bundle: string | undefined): string {
  const { verdict, seed } = record;
  if (verdict.kind !== 'fail') return '';
  const again = replaySeed(record);
  return [
    `${verdict.aspect} at ${verdict.site}: seen ${verdict.seen}`,
    `allowed: ${verdict.allowed.join('; or ')}`,
    ...stepLines(record),
    `seed: ${seed}`,
    ...(again === undefined ? [] : [`replay: ${again}`]),
    ...(bundle === undefined ? [] : [`shortest form: ${bundle}`]),
    '',
  ].join('\n');
}
