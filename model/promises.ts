/**
 * What mirroring promises, each with a stable code and its claim. A verdict names the promise that
 * was broken by its code.
 */
export const promises = {
  'planned-failover-loses-nothing':
    'After a failover with demotion that reported success, every acknowledged write is readable at the new primary.',
  'forced-failover-is-a-point-in-time':
    'After a forced failover the new primary holds a prefix of the acknowledged writes (journal), or exactly the newest complete mirror snapshot (snapshot).',
  'nothing-discarded-silently':
    'Acknowledged writes are discarded only by a resync that was asked for, on the copy it was asked for.',
  'one-writer': 'A promotion without force is refused while the peer was not seen to be demoted.',
  'status-tells-the-truth': 'What is reported about a site matches what the clusters hold.',
  'no-promotion-of-a-broken-copy':
    'A copy that is bootstrapping or half-synced is not promoted as if it were whole.',
  converges:
    'When faults end and the documented procedure is followed, both sites end up replaying, with equal content.',
  'retry-is-safe': 'Repeating a step that failed is harmless, and succeeds once its cause is gone.',
  'nothing-left-behind': 'Deleting, or turning replication off, leaves no copy behind at the peer.',
} as const;

/** The stable code of a promise. */
export type PromiseCode = keyof typeof promises;

/** Every code, in the order in which promises are listed. */
export const promiseCodes: readonly PromiseCode[] = Object.keys(promises).filter(isPromise);

/** Whether a text is the code of a promise. */
export function isPromise(text: string): text is PromiseCode {
  return text in promises;
}
