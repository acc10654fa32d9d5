import { expect, test } from 'vitest';
import { Tallies } from '../conformance/mix/totals.ts';
import { replaySeed } from './commands.ts';
import { endText, verdictLine } from './console.ts';
import { failedRun, failure, knownRun, passedRun, unsureRun } from './example.ts';
import { failureText } from './failure.ts';
import { replayText } from './replay.ts';
import { Summary } from './summary.ts';

test('a failure shows the promise, the steps, what was seen, and how to see it again', () => {
  expect(`\n${failureText(failure)}\n`).toBe(`
FAIL  planned-failover-loses-nothing  journal mode, on sim with some-fault
      After a failover with demotion that reported success, every acknowledged write is readable at the new primary.

     1  write a       ok                        write 1
     2  settle        b bootstrap, b sync-done
     3  cut the link  ok
>    4  demote a      ok

      After step 4, the demotion of a, the image at a holds no writes; it should hold write 1. Lost
      at a: write 1, acknowledged at a in step 1. At that time the link was cut in step 3.

      content at a  seen: no writes
                    allowed: writes 1
      writes        1 acknowledged, 0 lost, 1 discarded
      seed          sb1-journal-friday.3
      replay        npx splitbrain replay out/bundles/sb1-journal-friday.3.json
      whole run     npx splitbrain replay sb1-journal-friday.3 --with some-fault
`);
});

test('a client that crashed has its last words, the line that says why', () => {
  const words = 'the site agent ended by SIGABRT: Journal.cc: 12: FAILED ceph_assert(x)\n 1: main';
  const steps = failedRun.steps.map((step) => ({ ...step, words }));
  const text = failureText({ ...failure, shrunk: { ...failedRun, steps } });
  expect(text).toContain('client        the site agent ended by SIGABRT: Journal.cc: 12: FAILED');
  expect(text).not.toContain('main');
});

test('a replay shows when what was done, what it came to, and what was seen', () => {
  expect(`\n${replayText(failedRun, true)}\n`).toBe(`
sb1-journal-friday.3, journal mode, on sim with some-fault

    seconds  step          answer       site a                     site b
    0.050    write a       ok, write 1  primary                    absent
..           b bootstrap
..           b sync-done
    0.350    settle                     primary stopped, writes 1  nonprimary replaying, no writes
    0.400    cut the link  ok           primary                    unreachable
>   0.450    demote a      ok           nonprimary, no writes

FAIL  planned-failover-loses-nothing, at step 4
      After a failover with demotion that reported success, every acknowledged write is readable at the new primary.
      content at a: seen no writes; allowed writes 1

      After step 4, the demotion of a, the image at a holds no writes; it should hold write 1. Lost
      at a: write 1, acknowledged at a in step 1. At that time the link was cut in step 3.

writes: 1 acknowledged, 0 lost, 1 discarded
The same verdict as in the bundle.
`);
  expect(replayText(passedRun)).toContain('PASS');
  expect(replayText(unsureRun, false)).toMatch(/INCONCLUSIVE[\s\S]*Not the verdict/);
});

test('a run has its verdict on one line', () => {
  const named = { ...passedRun, scenario: 'failover' };
  expect([named, failedRun, unsureRun, knownRun].map((record) => verdictLine(record))).toEqual([
    'PASS  failover, journal',
    'FAIL  sb1-journal-friday.3: planned-failover-loses-nothing, at step 4',
    '????  sb1-journal-friday.3: inconclusive at step 2, the history of this run is full',
    'KNOWN  sb1-journal-friday.3: converges, at step 4, explained by some-deviation',
  ]);
});

test('the seed of a run is replayed on the target that it ran on', () => {
  expect(replaySeed(knownRun)).toBe('npx splitbrain replay sb1-journal-friday.3 --target ceph');
  expect(replaySeed({ ...passedRun, seed: "sb1-journal-it's.1" })).toBe(
    `npx splitbrain replay 'sb1-journal-it'\\''s.1'`,
  );
  expect(replaySeed({ ...passedRun, seed: 'run-journal-x-1.0' })).toBeUndefined();
});

test('strictly, a known deviation is a failure, by name', () => {
  expect(verdictLine(knownRun, undefined, true)).toBe(
    'FAIL  sb1-journal-friday.3: converges, at step 4, explained by some-deviation',
  );
  const known = { ...failure, first: knownRun, shrunk: knownRun };
  expect(failureText(known)).toMatch(/^KNOWN {2}converges/);
  expect(failureText(known, undefined, true)).toMatch(/^FAIL {2}converges[\s\S]*some-deviation/);
  const summary = new Summary(true);
  summary.add(knownRun);
  expect(summary.tally).toEqual({ pass: 0, fail: 1, flaky: 0, known: 0, inconclusive: 0 });
  const text = endText(summary, [known], new Tallies(), { exit: 1, took: 1, earlier: 0 });
  expect(text).toMatch(/^FAIL {2}some-deviation \(converges\)/m);
  expect(text).toContain('1 scenarios: 0 passed, 1 failed, 0 inconclusive');
});

test('the end tells the mix, the kinds of failure, the counts, and how to go on', () => {
  const summary = new Summary();
  const totals = new Tallies();
  for (const record of [passedRun, failedRun, failedRun, unsureRun, knownRun]) {
    summary.add(record);
    totals.add(record);
  }
  const ending = { exit: 1, took: 2000, earlier: 1, interrupted: 'no power', goOn: 'on we go' };
  expect(`${endText(summary, [failure], totals, ending)}\n`).toBe(`
What happened in all of them:
  demote  ok 5
  write   ok 5
  faults  cut 5
  writes  5 acknowledged, 0 lost, 5 discarded

????  1 x the history of this run is full (sb1-journal-friday.3)
FAIL  planned-failover-loses-nothing, journal, 2 runs: npx splitbrain replay out/bundles/sb1-journal-friday.3.json
5 scenarios: 1 passed, 2 failed, 1 failed as known, 1 inconclusive (2.0 s, 2/s)
Ended early: no power.
Go on with: on we go
`);
});
