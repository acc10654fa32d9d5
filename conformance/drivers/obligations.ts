import { type PromiseCode, promises } from '../../model/promises.ts';

/**
 * What a driver owes those who call it, beside what mirroring promises: each with a stable code and its claim.
 * They follow Cinder's replication contract (doc/source/contributor/replication.rst), in no driver's own words.
 */
export const obligations = {
  'works-when-all-is-well':
    'What is asked for with good reason, while nothing is the matter, is done.',
  'refuses-a-bad-target':
    'A failover to a target that there is not is refused, and changes nothing.',
  'leaves-a-primary':
    'A failover that does not succeed for a volume leaves it primary where it was.',
  'connects-to-the-active-site':
    'Who attaches a volume is led to the cluster that is the active one, and to its secret.',
  'mode-features':
    'Mirroring turns on the features that its mode needs, per image, and takes back what it turned on.',
  'answers-in-time': 'Every request is answered, also while a site is dead.',
  'stays-alive': 'No request ends the process of the driver.',
  'speaks-the-protocol': 'What the driver answers is an answer.',
} as const;

/** What those owe who keep a database of volumes besides, and tell what it says (Cinder's volume manager). */
export const databaseObligations = {
  'service-follows-the-failover':
    'After a failover or a failback the service is said to be where it is: its status, the active backend, and the one that its driver uses.',
  'failed-failover-reverts':
    'A failover that is not done leaves the service and its volumes with the backend that they had.',
  'fails-over-from-a-dead-site':
    'A service can be failed over while its site is dead, also one that has started anew since.',
  'not-replicated-is-in-error':
    'After a failover the volumes that are not replicated are in error, with what they were kept, and their snapshots with them.',
  'failback-restores': 'A volume that was failed back can be used again.',
  'frozen-stays-frozen':
    'A frozen service stays so until it is thawed, also over a failback, and thawing enables none that is failed over.',
  'restart-remembers': 'A service that starts anew finds the backend and the volumes that it had.',
  'database-agrees-with-the-driver':
    'What the database says of the replication of a volume is what the driver answered.',
  'leaves-nothing-in-between':
    'No request leaves a service, a volume or a snapshot in a state that is one of passage.',
} as const;

/** What a driver can be found wanting in: an obligation of its own, or a promise of mirroring. */
export type OwedCode = keyof typeof obligations | keyof typeof databaseObligations | PromiseCode;

/** What is claimed of a driver, by code. */
export const owed: Readonly<Record<OwedCode, string>> = {
  ...promises,
  ...obligations,
  ...databaseObligations,
};

/** Whether a text is the code of what a driver can be found wanting in. */
export const isOwedCode = (text: string): text is OwedCode => text in owed;

/** What a driver owes of which this was at stake: what is about databases only where it has one. */
export function owedBy(atStake: readonly OwedCode[]): readonly OwedCode[] {
  const hasDatabase = atStake.some((code) => code in databaseObligations);
  return Object.keys(owed)
    .filter(isOwedCode)
    .filter((code) => hasDatabase || !(code in databaseObligations));
}
