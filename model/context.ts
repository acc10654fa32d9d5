import { type History, nothing } from './history.ts';
import type { Outcome } from './outcome.ts';
import { peerOf, type Site } from './site.ts';

/** What the machine keeps of one site's copy of the image, beside its state. Small integers. */
export interface Copy {
  /** The events that the copy holds. */
  readonly history: History;
  /** The mirroring identity (global image id) it was enabled under; 0 when not mirrored. */
  readonly identity: number;
  /** Snapshot mode: the mirror snapshots here that the peer's daemon is still linked to. */
  readonly linked: History;
  /** 1 once the first copy of the image has arrived whole. */
  readonly whole: 0 | 1;
  /** 1 while a sync has copied some of its objects and not all. */
  readonly part: 0 | 1;
  /**
   * Journal mode: the newest event within the first copy's sync point, plus one; 0 once the snapshot
   * that marked it is gone.
   */
  readonly syncPoint: number;
  /** 1 while the replayer overlooks that the peer's image is gone; only as a deviation. */
  readonly blind: 0 | 1;
  /** What the copy held before its last complete sync; kept only where a deviation asks for it. */
  readonly previous: History;
  /** 1 once `rbd mirror image resync` has flagged the image. */
  readonly resync: 0 | 1;
}

/** What the machine keeps beside its states. */
export interface PairContext {
  /** What the last command came to. */
  readonly outcome: Outcome;
  /** The number of the next event to be recorded. */
  readonly next: number;
  /** Which of the recorded events were writes. */
  readonly writes: History;
  /** Which of the recorded events were demotions. */
  readonly demotions: History;
  readonly a: Copy;
  readonly b: Copy;
}

/** A copy that does not exist. */
export const noCopy: Copy = {
  history: nothing,
  identity: 0,
  linked: nothing,
  whole: 0,
  part: 0,
  syncPoint: 0,
  blind: 0,
  previous: nothing,
  resync: 0,
};

/** Two clusters on which there is no image yet. */
export const emptyPair: PairContext = {
  outcome: 'ok',
  next: 0,
  writes: nothing,
  demotions: nothing,
  a: noCopy,
  b: noCopy,
};

/** Changes some fields of the copy at a site. */
export function change(context: PairContext, site: Site, fields: Partial<Copy>): PairContext {
  const copy = { ...context[site], ...fields };
  return site === 'a' ? { ...context, a: copy } : { ...context, b: copy };
}

/** The copy at the other site. */
export const peerCopy = (context: PairContext, site: Site): Copy => context[peerOf(site)];
