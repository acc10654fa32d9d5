import type { Copy, Hand, PairContext } from './context.ts';

/** What a field of a context can be: one of a few values, or any 32-bit integer. */
export type Domain = 'integer' | readonly (number | string)[];

/**
 * The domain of every field of a context, by its shape. A field that is left out is an output: it says
 * what the last event came to, and is no part of what is so.
 */
export type Domains<Context> = {
  readonly [Field in keyof Context]: Context[Field] extends object
    ? Domains<Context[Field]>
    : Domain;
};

const flag = [0, 1] as const;

const copy: Domains<Copy> = {
  history: 'integer',
  identity: 'integer',
  linked: 'integer',
  whole: flag,
  part: flag,
  landing: 'integer',
  torn: flag,
  syncPoint: 'integer',
  pins: 'integer',
  parentGone: flag,
  tears: 'integer',
  doubts: 'integer',
  blind: flag,
  previous: 'integer',
  interrupted: flag,
  lost: 'integer',
  client: ['unknown', 'connected', 'disconnected', 'late'],
  nearEnd: flag,
  resync: flag,
  sealed: flag,
  orphan: flag,
  nameOnly: flag,
  unseen: flag,
  journal: ['none', 'stray', 'broken'],
  latent: 'integer',
  scheduled: flag,
  binnedScheduled: flag,
  journaling: flag,
  binnedJournaling: flag,
  bare: flag,
  binned: 'integer',
};

const hand: Domains<Hand> = { halted: 'integer', atWork: 'integer', idle: flag };

/** What each field of a pair's context can be; its outcome is an output. */
export const pairDomains: Domains<Omit<PairContext, 'outcome'>> = {
  next: 'integer',
  writes: 'integer',
  demotions: 'integer',
  unheard: 'integer',
  edits: {
    resize: 'integer',
    'snap-create': 'integer',
    'snap-remove': 'integer',
    'snap-rename': 'integer',
    'snap-protect': 'integer',
    'snap-unprotect': 'integer',
    rename: 'integer',
    'meta-set': 'integer',
    journaling: 'integer',
    'journaling-ended': 'integer',
    clone: 'integer',
    flatten: 'integer',
  },
  a: copy,
  b: copy,
  hands: { a: hand, b: hand },
};
