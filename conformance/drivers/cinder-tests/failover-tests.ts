import type { Check, CinderTest } from './cinder-test.ts';
import { auto, back, create, idleB, over, settle, write } from './situations.ts';

const check = (steps: Check['steps'], shows: Check['shows']): readonly Check[] => [
  { driver: 'cinder', steps, shows },
];

const oneTarget = 'the driver under test has a replication target, and one only';

/** Cinder's tests of failing over. */
export const ofFailover: readonly CinderTest[] = [
  {
    test: 'test_failover_host_no_replication',
    asserts: '`UnableToFailOver`',
    clusters: oneTarget,
    standing: 'out of reach',
  },
  {
    test: 'test_failover_host',
    asserts:
      'each volume is handed to `_failover_volume` as **not demoted** (the mocked driver has no active cluster, demoting fails, and the test expects that), so that it would be promoted by force',
    clusters:
      'where nothing is the matter every volume is demoted, and promoted without force; with a named target and without one',
    standing: 'contradicted',
    checks: [over, auto].flatMap((step) =>
      check([create(1), create(2), settle, step], {
        told: 'failed-over',
        calls: [
          'a mirror_image_demote()',
          'a mirror_image_demote()',
          'b mirror_image_promote(false)',
          'b mirror_image_promote(false)',
        ],
        found: [],
      }),
    ),
  },
  {
    test: 'test_failover_host_failback',
    asserts:
      'the first backend is active, and all volumes `enabled`, each promoted as **not demoted**, as above',
    clusters:
      'demoted, and promoted without force whatever the copy holds: what was written after the failover is lost where the old primary has not caught up, and all the same `enabled`',
    standing: 'contradicted',
    checks: check([create(1), settle, over, write, back], {
      answer: 'ok',
      told: 'enabled',
      found: [
        'connects-to-the-active-site: failback: another secret',
        'planned-failover-loses-nothing: failback loses writes',
      ],
    }),
  },
  {
    test: 'test_failover_host_no_more_replica_targets',
    asserts: '`InvalidReplicationTarget` where the only target is the active one',
    clusters: 'so it is, and nothing is touched',
    standing: 'as asserted',
    checks: check([create(1), settle, over, settle, auto], {
      answer: 'InvalidReplicationTarget',
      told: 'failed-over',
      calls: [],
      found: [],
    }),
  },
  {
    test: 'test_failover_volume_error',
    asserts:
      'a volume that cannot be promoted is `failover-error`, its status `error`, and that is all',
    clusters:
      'it was demoted before, and nobody undoes that: it is primary nowhere, and nobody can write; promoting is tried three times, in 15 s',
    standing: 'hides a defect',
    checks: check([create(1), settle, idleB, over], {
      answer: 'ok',
      told: 'failover-error',
      calls: [
        'a mirror_image_demote()',
        'b mirror_image_promote(false) ImageBusy',
        'b mirror_image_promote(false) ImageBusy',
        'b mirror_image_promote(false) ImageBusy',
      ],
      found: ['leaves-a-primary: failover leaves none'],
    }),
  },
  {
    test: 'test_failover_volume',
    asserts: 'promoted once, without force, where it was demoted',
    clusters:
      'without force, yes; once, only where the demotion has arrived. Here it had not, librbd refused, and it was done 5 s later, at the second of three attempts',
    standing: 'as asserted',
    checks: check([create(1), settle, over], {
      told: 'failed-over',
      calls: [
        'a mirror_image_demote()',
        'b mirror_image_promote(false) ImageBusy',
        'b mirror_image_promote(false)',
      ],
      found: [],
    }),
  },
];
