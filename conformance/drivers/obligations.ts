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

/** What a driver can be found wanting in: an obligation of its own, or a promise of mirroring. */
export type OwedCode = keyof typeof obligations | PromiseCode;

/** What is claimed of a driver, by code. */
export const owed: Readonly<Record<OwedCode, string>> = { ...promises, ...obligations };
