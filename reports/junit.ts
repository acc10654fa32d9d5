import type { Case } from './case.ts';
import { type Tally, total } from './tally.ts';
import { xmlAttributes, xmlText } from './xml.ts';

/** What a report of test cases is about: one suite. */
export interface Suite {
  readonly name: string;
  readonly tally: Tally;
}

/**
 * A JUnit report, in parts, so that one of a million runs never stands in memory: a test case for
 * each run. An inconclusive run counts as skipped, with its reason, and so does a failure that a known
 * deviation explains. One that is flaky counts as a failure, whose type says so.
 */
export function* junit({ name, tally }: Suite, cases: Iterable<Case>): Generator<string> {
  const counts = { tests: total(tally), failures: tally.fail + tally.flaky, errors: 0 };
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${xmlAttributes({ name: 'splitbrain', ...counts })}>\n`;
  yield `<testsuite${xmlAttributes({ name, ...counts, skipped: tally.inconclusive + tally.known })}>\n`;
  for (const one of cases) yield testcase(one);
  yield '</testsuite>\n</testsuites>\n';
}

function testcase({ name, mode, count, took, tries, code = '', message = '', details = '' }: Case) {
  const head = xmlAttributes({ classname: `splitbrain.${mode}`, name, time: took / 1000 });
  if (count === 'pass') return `<testcase${head}/>\n`;
  if (count === 'inconclusive' || count === 'known') {
    return `<testcase${head}><skipped>${xmlText(message)}</skipped></testcase>\n`;
  }
  const flaky = count === 'flaky';
  const attributes = xmlAttributes({
    type: flaky ? `flaky: ${code}` : code,
    message: flaky ? `flaky, passed on try ${tries}: ${message}` : message,
  });
  return `<testcase${head}><failure${attributes}>${xmlText(details)}</failure></testcase>\n`;
}
