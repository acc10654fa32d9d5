import { expect, test } from 'vitest';
import { failureOf } from './exit.ts';

const named = (name: string) => Object.assign(new Error('what; mend'), { name });

test.each([
  ['UsageError', 2],
  ['ScenarioError', 2],
  ['SeedError', 2],
  ['BundleError', 2],
  ['OutputError', 2],
  ['Interrupted', 3],
  ['LabError', 4],
  ['TargetFailure', 4],
  ['NotDeterministic', 5],
])('%s ends with exit code %i and its own message', (name, exit) => {
  expect(failureOf(named(name), false)).toEqual({ exit, message: 'what; mend' });
});

test('anything else is a defect, and says how to see where', () => {
  const { exit, message } = failureOf(new TypeError('x is not y'), false);
  expect(exit).toBe(70);
  expect(message).toBe('a defect in splitbrain: x is not y (SPLITBRAIN_DEBUG=1 shows where)');
});

test('a stack is shown only where one debugs', () => {
  expect(failureOf(named('LabError'), false).message).not.toContain('exit.test.ts');
  expect(failureOf(named('LabError'), true).message).toContain('exit.test.ts');
});
