import type { Failure } from '../conformance/campaign/failure.ts';
import type { RunRecord } from '../conformance/record.ts';

/** A run that failed, for the tests of reports. */
export const failedRun: RunRecord = {
  format: 1,
  seed: 'sb1-journal-friday.3',
  scenario: 'generated',
  target: 'sim with some-fault',
  mode: 'journal',
  schedule: 'explicit',
  verdict: {
    kind: 'fail',
    step: 3,
    code: 'planned-failover-loses-nothing',
    aspect: 'content',
    site: 'a',
    seen: 'no writes',
    allowed: ['writes 1'],
  },
  writes: { acknowledged: 1, lost: 0, discarded: 1 },
  took: 450,
  steps: [
    {
      step: { do: 'write', site: 'a', blocks: 1 },
      at: 50,
      daemons: [],
      answer: 'ok',
      writes: [1],
      sights: { a: { role: 'primary' }, b: { role: 'absent' } },
      possible: 2,
    },
    {
      step: { do: 'settle' },
      at: 350,
      daemons: ['bootstrap.b', 'sync-done.b'],
      sights: {
        a: { role: 'primary', content: [1], status: 'stopped' },
        b: { role: 'nonprimary', content: [], status: 'replaying' },
      },
      possible: 1,
    },
    {
      step: { do: 'cut' },
      at: 400,
      daemons: [],
      answer: 'ok',
      sights: { a: { role: 'primary' }, b: { role: 'unreachable' } },
      possible: 1,
    },
    {
      step: { do: 'demote', site: 'a' },
      at: 450,
      daemons: [],
      answer: 'ok',
      sights: { a: { role: 'nonprimary', content: [] }, b: {} },
      possible: 1,
    },
  ],
};

/** A run that passed, for the tests of reports. */
export const passedRun: RunRecord = { ...failedRun, target: 'sim', verdict: { kind: 'pass' } };

/** A run that failed, and passed on its second try, for the tests of reports. */
export const flakyRun: RunRecord = { ...failedRun, tries: 2, flaky: true };

/** A run that nothing can be said of, for the tests of reports. */
export const unsureRun: RunRecord = {
  ...passedRun,
  verdict: { kind: 'inconclusive', step: 1, reason: 'the history of this run is full' },
};

/** A run whose failure a release is known for, for the tests of reports. */
export const knownRun: RunRecord = {
  ...failedRun,
  target: 'ceph 16.2.15',
  verdict: {
    kind: 'fail',
    step: 3,
    code: 'converges',
    aspect: 'role',
    site: 'b',
    seen: 'absent',
    allowed: [],
    known: 'some-deviation',
  },
};

/** A kind of failure, met twice, for the tests of reports. */
export const failure: Failure = {
  first: failedRun,
  shrunk: failedRun,
  seeds: ['sb1-journal-friday.3', 'sb1-journal-friday.8'],
  bundle: 'out/bundles/sb1-journal-friday.3.json',
};
