import type { Check } from './cinder-test.ts';

/** A situation for the manager of a service that is alone. */
export const alone = (steps: Check['steps'], shows: Check['shows']): readonly Check[] => [
  { driver: 'cinder-manager', steps, shows },
];

/** The same for one of a cluster of services. */
export const clustered = (steps: Check['steps'], shows: Check['shows']): readonly Check[] => [
  { driver: 'cinder-manager-cluster', steps, shows },
];

/** What each failback shows, of whatever else is at stake. */
export const secret = 'connects-to-the-active-site: failback: another secret';

/** What the failback of a cluster comes to. */
export const unfinished: readonly string[] = [
  'connects-to-the-active-site: failback: another cluster',
  'service-follows-the-failover: failback InvalidReplicationTarget: the driver is elsewhere',
  'failed-failover-reverts: failback: the service moves',
  'failed-failover-reverts: failback: a volume changes',
  'works-when-all-is-well: failback: refused with InvalidReplicationTarget',
];
