import type { CinderTest } from './cinder-test.ts';
import { alone, clustered, secret, unfinished } from './manager-situations.ts';
import { back, create, freeze, loseA, over, restart, settle, thaw } from './situations.ts';

/** Cinder's tests of what the API lets through to the manager. */
export const ofTheApi: readonly CinderTest[] = [
  {
    test: 'test_failover',
    asserts: 'the request reaches the service (`is_up` is mocked)',
    clusters:
      'so it does; not where the service was started while its site was dead: it gives no heartbeat, and cannot be failed over until the site is back',
    standing: 'hides a defect',
    checks: [
      ...alone([create(1), settle, over], {
        answer: 'ok',
        found: [],
        service: { replication_status: 'failed-over' },
      }),
      ...alone([create(1), settle, loseA, restart, settle, over], {
        answer: 'InvalidInput',
        found: ['fails-over-from-a-dead-site: failover: refused with InvalidInput'],
        service: { replication_status: 'enabled', up: false },
      }),
    ],
  },
  {
    test: 'test_failover_unexpected_status',
    asserts: '`InvalidInput`',
    clusters: 'in a cluster that could not be failed back: the service is in `error`, and refuses',
    standing: 'as asserted',
    checks: clustered([create(1), settle, over, settle, back, settle, back], {
      answer: 'InvalidInput',
      found: [
        ...unfinished,
        'service-follows-the-failover: failback InvalidInput: the driver is elsewhere',
        'retry-is-safe: failback: refused with InvalidInput',
      ],
    }),
  },
  {
    test: 'test_freeze_host',
    asserts: 'the request reaches the service',
    clusters: 'frozen and disabled; over a failover and a failback too',
    standing: 'as asserted',
    checks: alone([create(1), settle, freeze, over, settle, back], {
      answer: 'ok',
      found: [secret],
      service: { frozen: true, disabled: true, disabled_reason: 'frozen' },
    }),
  },
  {
    test: 'test_freeze_host_unexpected_status',
    asserts: '`InvalidInput`',
    clusters: 'what is frozen is not frozen again',
    standing: 'as asserted',
    checks: alone([freeze, freeze], {
      answer: 'InvalidInput',
      found: [],
      service: { frozen: true },
    }),
  },
  {
    test: 'test_thaw_host',
    asserts: 'the request reaches the service',
    clusters: 'so it does; and a service that had failed over is open to new volumes from then on',
    standing: 'hides a defect',
    checks: [
      ...alone([freeze, thaw], {
        answer: 'ok',
        found: [],
        service: { frozen: false, disabled: false },
      }),
      ...alone([create(1), settle, over, settle, freeze, thaw], {
        answer: 'ok',
        found: ['frozen-stays-frozen: thaw enables a service that is failed over'],
        service: { replication_status: 'failed-over', disabled: false },
      }),
    ],
  },
  {
    test: 'test_thaw_host_unexpected_status',
    asserts: '`InvalidInput`',
    clusters: 'what is not frozen is not thawed',
    standing: 'as asserted',
    checks: alone([thaw], { answer: 'InvalidInput', found: [], service: { frozen: false } }),
  },
];
