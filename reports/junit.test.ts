import { readFileSync } from 'node:fs';
import { DOMParser } from '@xmldom/xmldom';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { casesOf } from './campaign-reports.ts';
import { caseOf } from './case.ts';
import { failedRun, flakyRun, knownRun, passedRun, unsureRun } from './example.ts';
import { junit } from './junit.ts';
import { counted, noRuns } from './tally.ts';

const schema = readFileSync(new URL('jenkins-junit.xsd', import.meta.url), 'utf8');

const context = { bundleFor: () => 'out/bundles/x.json' };

/** What Jenkins' schema of JUnit reports (junit-4.xsd of its dtkit) says of a report. */
const validated = (contents: string) =>
  validateXML({
    xml: { fileName: 'junit.xml', contents },
    schema: { fileName: 'jenkins-junit.xsd', contents: schema },
  });

function parsed(records: readonly (typeof failedRun)[], name = 'check on sim') {
  const tally = records.reduce((sum, record) => counted(sum, record), noRuns);
  const text = [
    ...junit(
      { name, tally },
      casesOf(records, (one) => caseOf(one, context)),
    ),
  ].join('');
  const refuse = (level: string, message: string) => {
    // A warning is about the replacement character, which is there on purpose.
    if (level !== 'warning') throw new Error(`${level}: ${message}`);
  };
  return new DOMParser({ onError: refuse }).parseFromString(text, 'text/xml');
}

test('a report has a case for each run, and the counts', () => {
  const document = parsed([passedRun, failedRun, unsureRun, knownRun]);
  const suite = document.getElementsByTagName('testsuite').item(0);
  expect(suite?.getAttribute('tests')).toBe('4');
  expect(suite?.getAttribute('failures')).toBe('1');
  expect(suite?.getAttribute('skipped')).toBe('2');
  expect(document.getElementsByTagName('testcase')).toHaveLength(4);
  expect(document.getElementsByTagName('skipped')).toHaveLength(2);
});

test('strictly, a known deviation is a failure', () => {
  const suite = { name: 'strict', tally: counted(noRuns, knownRun, true) };
  const strictly = caseOf(knownRun, { ...context, strict: true });
  const text = [...junit(suite, [strictly])].join('');
  expect(text).toContain('failures="1"');
  expect(text).toContain('<failure type="converges"');
  expect(text).not.toContain('<skipped');
});

test('a failure says what was seen, the seed, and how to replay it', () => {
  const failed = parsed([failedRun]).getElementsByTagName('failure').item(0);
  expect(failed?.getAttribute('type')).toBe('planned-failover-loses-nothing');
  expect(failed?.textContent).toContain('content at a: seen no writes');
  expect(failed?.textContent).toContain('seed: sb1-journal-friday.3\n');
  expect(failed?.textContent).toContain('npx splitbrain replay sb1-journal-friday.3');
  expect(failed?.textContent).toContain('out/bundles/x.json');
});

test('any text comes through; what XML cannot hold is replaced', () => {
  const scenario = `<&>"'\t\n]]>\u{0}\u{1b}[31m\u{ffff}\u{1f600}ü`;
  const testcase = parsed([{ ...failedRun, scenario }], scenario)
    .getElementsByTagName('testcase')
    .item(0);
  expect(testcase?.getAttribute('name')).toBe(
    `<&>"'\t\n]]>\u{fffd}\u{fffd}[31m\u{fffd}\u{1f600}ü (sb1-journal-friday.3)`,
  );
});

test('what is flaky is a failure, and says so', () => {
  const document = parsed([passedRun, flakyRun]);
  const suite = document.getElementsByTagName('testsuite').item(0);
  expect(suite?.getAttribute('failures')).toBe('1');
  const failure = document.getElementsByTagName('failure').item(0);
  expect(failure?.getAttribute('type')).toBe('flaky: planned-failover-loses-nothing');
  expect(failure?.getAttribute('message')).toMatch(/^flaky, passed on try 2: /);
});

test('a report is valid by the schema that Jenkins has for it, whatever it is about', async () => {
  const strange = { ...failedRun, scenario: `<&>"'\t\n]]>\u{0}\u{1b}[31m\u{ffff}\u{1f600}ü` };
  const records = [passedRun, failedRun, flakyRun, unsureRun, knownRun, strange];
  const tally = records.reduce((sum, record) => counted(sum, record), noRuns);
  const cases = casesOf(records, (one) => caseOf(one, context));
  const text = [...junit({ name: strange.scenario, tally }, cases)].join('');
  expect(await validated(text)).toMatchObject({ valid: true, errors: [] });
  const broken = text.replace('<testsuite name', '<testsuite nome');
  expect(await validated(broken)).toMatchObject({ valid: false });
});
