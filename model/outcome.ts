/** Ceph's error classes that mirroring commands end in, with their errno. */
export const errnos = {
  EBUSY: 16,
  EEXIST: 17,
  EINVAL: 22,
  ENOENT: 2,
  ENOTEMPTY: 39,
  EPERM: 1,
  EROFS: 30,
  ETIMEDOUT: 110,
} as const;

/** An error class that the model knows. */
export type ErrorClass = keyof typeof errnos;

/**
 * What a command came to: done, refused with an error class, without an answer for good, or without
 * one because its client crashed.
 */
export type Outcome = 'ok' | ErrorClass | 'HANG' | 'CRASH';

/** Every outcome that a scenario can ask for. */
export const outcomes = [
  'ok',
  'EBUSY',
  'EEXIST',
  'EINVAL',
  'ENOENT',
  'ENOTEMPTY',
  'EPERM',
  'EROFS',
  'ETIMEDOUT',
] as const satisfies readonly Outcome[];
