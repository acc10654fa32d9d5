/** Ceph's error classes that mirroring commands end in, with their errno. */
export const errnos = {
  EBUSY: 16,
  EEXIST: 17,
  EINVAL: 22,
  ENOENT: 2,
  EROFS: 30,
  ETIMEDOUT: 110,
} as const;

/** An error class that the model knows. */
export type ErrorClass = keyof typeof errnos;

/** What a command came to: done, or refused with an error class. */
export type Outcome = 'ok' | ErrorClass;

/** Every outcome; its place in this list is its number in the model's packed state. */
export const outcomes: readonly Outcome[] = [
  'ok',
  'EBUSY',
  'EEXIST',
  'EINVAL',
  'ENOENT',
  'EROFS',
  'ETIMEDOUT',
];
