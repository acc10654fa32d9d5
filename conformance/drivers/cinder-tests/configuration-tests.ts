import type { Check, CinderTest } from './cinder-test.ts';
import { back, create, over, restart, settle } from './situations.ts';

const check = (steps: Check['steps'], shows: Check['shows']): readonly Check[] => [
  { driver: 'cinder', steps, shows },
];

const configuration = 'nothing but configuration is read, and no cluster asked';
const oneTarget = 'the driver under test has a replication target, and one only';

/** Cinder's tests of how the driver is set up. */
export const ofConfiguration: readonly CinderTest[] = [
  {
    test: 'test_parse_replication_config_empty',
    asserts: 'no targets',
    clusters: configuration,
    standing: 'out of reach',
  },
  {
    test: 'test_parse_replication_config_missing',
    asserts: '`InvalidConfigurationValue` where a target has no `backend_id`',
    clusters: configuration,
    standing: 'out of reach',
  },
  {
    test: 'test_parse_replication_config_defaults',
    asserts: 'conf, user and secret that a target has by default',
    clusters: configuration,
    standing: 'out of reach',
  },
  {
    test: 'test_parse_replication_config',
    asserts: 'what is given for each target is kept, in order',
    clusters: configuration,
    standing: 'out of reach',
  },
  {
    test: 'test_do_setup_replication_disabled',
    asserts: 'not enabled; the primary is active',
    clusters: oneTarget,
    standing: 'out of reach',
  },
  {
    test: 'test__set_default_secret_uuid_missing',
    asserts:
      'the FSID of the active cluster becomes the secret, and the default of the configuration',
    clusters:
      'so it does at the first start and after a failover; and since it is the default from then on, a failback leads clients to the first site with the secret of the second',
    standing: 'hides a defect',
    checks: check([create(1), settle, over, settle, back], {
      told: 'enabled',
      found: ['connects-to-the-active-site: failback: another secret'],
    }),
  },
  {
    test: 'test__set_default_secret_uuid_present',
    asserts: 'a secret that is configured stays',
    clusters: 'no secret is configured: that is where the defect is, see above',
    standing: 'out of reach',
  },
  {
    test: 'test_do_setup_replication',
    asserts: 'enabled, with its targets; the primary is active',
    clusters: 'requests go to site `a`',
    standing: 'as asserted',
    checks: check([create(1), settle, { do: 'extend', volume: 1 }], {
      answer: 'ok',
      calls: ['a resize(2147483648)'],
      found: [],
    }),
  },
  {
    test: 'test_do_setup_replication_failed_over',
    asserts: 'started with an active target, it uses that',
    clusters: 'after a failover and a restart requests go to site `b`',
    standing: 'as asserted',
    checks: check([create(1), settle, over, settle, restart, { do: 'extend', volume: 1 }], {
      answer: 'ok',
      calls: ['b resize(2147483648)'],
      found: [],
    }),
  },
  {
    test: 'test_do_setup_replication_failed_over_unknown',
    asserts: '`InvalidReplicationTarget`',
    clusters: 'takes a configuration that has changed since the failover',
    standing: 'out of reach',
  },
];
