import type { CinderTest } from './cinder-test.ts';
import { alone, clustered, unfinished } from './manager-situations.ts';
import { back, create, idleB, nowhere, over, settle } from './situations.ts';

const touched = 'refuses-a-bad-target: a volume changes';
const elsewhere =
  'service-follows-the-failover: failover InvalidReplicationTarget: the driver is elsewhere';

/** Cinder's tests of failovers that are refused, or fail. */
export const ofRefusals: readonly CinderTest[] = [
  {
    test: 'test_failover_host_invalid_target',
    asserts: 'the service is `enabled`, or `failed-over`, as it was (with no volumes)',
    clusters:
      'so it is; but volumes that are not replicated, and their snapshots, are in error before the driver is asked, and stay so although nothing was failed over',
    standing: 'hides a defect',
    checks: [
      ...alone([create(1), settle, nowhere], {
        answer: 'InvalidReplicationTarget',
        found: [],
        service: { replication_status: 'enabled', active_backend_id: 'default', disabled: false },
      }),
      ...alone([create(1), settle, over, settle, nowhere], {
        answer: 'InvalidReplicationTarget',
        found: [],
        service: { replication_status: 'failed-over', active_backend_id: 'b', disabled: true },
      }),
      ...alone([create(1, 'plain'), nowhere], {
        answer: 'InvalidReplicationTarget',
        found: [touched],
        volumes: [
          { status: 'error', replication_status: 'not-capable', previous_status: 'available' },
        ],
      }),
    ],
  },
  {
    test: 'test_failover_host_driver_exception',
    asserts: 'the service is in `failover-error`',
    clusters:
      'the driver raises nothing else: whatever fails is said of each volume, and a failover in which no volume could be moved is one that succeeded',
    standing: 'hides a defect',
    checks: alone([create(1), settle, idleB, over], {
      answer: 'ok',
      told: 'failover-error',
      found: ['leaves-a-primary: failover leaves none'],
      service: { replication_status: 'failed-over', active_backend_id: 'b', disabled: true },
    }),
  },
];

/** Cinder's tests of what completes a failover. */
export const ofCompletion: readonly CinderTest[] = [
  {
    test: 'test_failover_completed',
    asserts: 'backend and status are kept, and the driver is told',
    clusters: 'so it is after a failover in a cluster',
    standing: 'as asserted',
    checks: clustered([create(1), settle, over], {
      answer: 'ok',
      found: [],
      service: { replication_status: 'failed-over', active_backend_id: 'b' },
      cluster: { replication_status: 'failed-over', active_backend_id: 'b' },
    }),
  },
  {
    test: 'test_failover_completed_driver_failure',
    asserts: 'the service is in `error` and disabled, and the backend kept all the same',
    clusters:
      'this is what each failback of a cluster comes to: the driver takes the empty backend for any, and refuses. The database has the volumes at the first site, and the driver goes on with the second',
    standing: 'as asserted',
    checks: clustered([create(1), settle, over, settle, back], {
      answer: 'InvalidReplicationTarget',
      found: unfinished,
      service: { replication_status: 'error', active_backend_id: 'default', disabled: true },
      cluster: { replication_status: 'enabled', active_backend_id: 'default' },
    }),
  },
  {
    test: 'test_finish_failover_non_clustered',
    asserts: 'the service is updated and saved',
    clusters: 'so it is',
    standing: 'as asserted',
    checks: alone([create(1), settle, over], {
      answer: 'ok',
      found: [],
      service: {
        replication_status: 'failed-over',
        active_backend_id: 'b',
        disabled: true,
        disabled_reason: 'failed-over',
      },
    }),
  },
  {
    test: 'test_finish_failover_clustered',
    asserts: 'the cluster is updated and saved, and the services told',
    clusters:
      'so it is; after a refusal too, and there the driver takes no backend for any: it goes over to the target that was refused',
    standing: 'hides a defect',
    checks: clustered([create(1), settle, nowhere], {
      answer: 'InvalidReplicationTarget',
      found: ['connects-to-the-active-site: failover: another cluster', elsewhere],
      service: { replication_status: 'enabled', active_backend_id: 'default' },
    }),
  },
];
