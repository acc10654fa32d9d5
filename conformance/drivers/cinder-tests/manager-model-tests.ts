import type { CinderTest } from './cinder-test.ts';
import { alone, clustered, secret } from './manager-situations.ts';
import { back, create, idleB, over, restart, settle, snapshot } from './situations.ts';

const oneService = 'takes several services, or clusters of them: here is one';

/** Cinder's tests of what a failover makes of the database. */
export const ofModels: readonly CinderTest[] = [
  {
    test: 'test_failover_manager',
    asserts:
      'the one method of the driver or the other is called; the service is disabled, `failed-over`',
    clusters: 'so it is, in a cluster and alone',
    standing: 'as asserted',
    checks: [
      ...alone([create(1), settle, over], {
        told: 'failed-over',
        found: [],
        service: { disabled: true },
      }),
      ...clustered([create(1), settle, over], {
        told: 'failed-over',
        found: [],
        service: { disabled: true },
      }),
    ],
  },
  ...[
    'test_failover_api_fail_multiple_results',
    'test_failover_api_success_multiple_results',
    'test_failover_api_success_multiple_results_not_updated',
    'test_failover_api_fail_multiple_results_not_updated',
  ].map(
    (test): CinderTest => ({
      test,
      asserts: 'which services are asked, and when none is',
      clusters: oneService,
      standing: 'out of reach',
    }),
  ),
  {
    test: 'test_failover_api_not_found',
    asserts: '`ServiceNotFound`',
    clusters: 'nobody asks for a service that there is not',
    standing: 'out of reach',
  },
  {
    test: 'test_failover_host_model_updates',
    asserts:
      'volumes that are not replicated are in error, not capable, and what they were is kept; those that failed are in error; their snapshots too',
    clusters:
      'so it is the first time; the second time what they were is forgotten: the status before is `error`',
    standing: 'hides a defect',
    checks: [
      ...alone([create(1, 'plain'), create(2), snapshot(1), snapshot(2), settle, over], {
        answer: 'ok',
        found: [],
        volumes: [
          { status: 'error', replication_status: 'not-capable', previous_status: 'available' },
          { status: 'available', replication_status: 'failed-over' },
        ],
      }),
      ...alone([create(1, 'plain'), over, back, over], {
        answer: 'ok',
        found: [
          secret,
          'not-replicated-is-in-error: a volume that is not replicated forgets what it was',
        ],
        volumes: [{ status: 'error', previous_status: 'error' }],
      }),
    ],
  },
  {
    test: 'test_failback_host_model_updates',
    asserts:
      'volumes that are not replicated are left alone; one in `failover-error` that fails back is `enabled`, its status as it was (the test has it as `available`)',
    clusters:
      'its status was `error` from the failover on, and stays so: replicated again, and of no use to anybody until an administrator resets it',
    standing: 'contradicted',
    checks: alone(
      [create(1), settle, idleB, over, { do: 'start-daemon', site: 'b' }, settle, back],
      {
        answer: 'ok',
        told: 'enabled',
        found: [
          'leaves-a-primary: failover leaves none',
          secret,
          'failback-restores: a volume that is enabled is in error',
        ],
        volumes: [{ status: 'error', replication_status: 'enabled' }],
      },
    ),
  },
  {
    test: 'test_init_host_with_rpc_clustered_replication',
    asserts: 'cluster and service are `enabled` once the driver says so',
    clusters: 'so they are',
    standing: 'as asserted',
    checks: clustered([restart], {
      answer: 'ok',
      found: [],
      service: { replication_status: 'enabled' },
      cluster: { replication_status: 'enabled' },
    }),
  },
];
