import { CURRENT_SPEC_VERSION, isTestFlaky, parse, validate } from 'ctrf';
import { expect, test } from 'vitest';
import { casesOf } from './campaign-reports.ts';
import { caseOf } from './case.ts';
import { ctrf, ctrfVersion } from './ctrf.ts';
import { failedRun, flakyRun, knownRun, passedRun, unsureRun } from './example.ts';
import { counted, noRuns } from './tally.ts';

const context = { bundleFor: () => 'out/bundles/x.json' };

function report(records: readonly (typeof failedRun)[]): string {
  const tally = records.reduce((sum, record) => counted(sum, record), noRuns);
  const about = { name: 'check on sim', splitbrain: '1.2.3', seed: 'friday' };
  const heading = { ...about, tally, start: 1_800_000_000_000, stop: 1_800_000_005_000 };
  return [
    ...ctrf(
      heading,
      casesOf(records, (one) => caseOf(one, context)),
    ),
  ].join('');
}

test('a report is valid by the schema of the format, of the version that it names', () => {
  const strange = { ...failedRun, scenario: '"\\\u{0}\u{2028}\n</script>' };
  for (const records of [[], [passedRun], [failedRun, flakyRun, unsureRun, knownRun, strange]]) {
    expect(validate(JSON.parse(report(records)))).toMatchObject({ valid: true });
  }
  expect(ctrfVersion).toBe(CURRENT_SPEC_VERSION);
  const broken = report([passedRun]).replace('"passed","rawStatus"', '"good","rawStatus"');
  expect(validate(JSON.parse(broken))).toMatchObject({ valid: false });
});

test('it has a test for each run, and the counts', () => {
  const { results } = parse(report([passedRun, failedRun, flakyRun, unsureRun, knownRun]));
  expect(results.summary).toMatchObject({ tests: 5, passed: 1, failed: 2, other: 2, flaky: 1 });
  expect(results.tests.map(({ status }) => status)).toEqual([
    'passed',
    'failed',
    'failed',
    'other',
    'other',
  ]);
  expect(results.tests.map((one) => isTestFlaky(one))).toEqual([false, false, true, false, false]);
  expect(results.tests[1]?.trace).toContain('replay: npx splitbrain replay sb1-journal-friday.3');
});
