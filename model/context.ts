import type { MarkName } from './events.ts';
import { type History, nothing } from './history.ts';
import type { Outcome } from './outcome.ts';
import { peerOf, type Site } from './site.ts';

/** What the machine keeps of one site's copy of the image, beside its state. Small integers. */
export interface Copy {
  /** The events that the copy holds. */
  readonly history: History;
  /**
   * The mirroring identity (global image id) it was enabled under; 0 when not mirrored; below 0 that
   * of a copy whose mirroring is neither on nor off.
   */
  readonly identity: number;
  /** Snapshot mode: the mirror snapshots here that the peer's daemon is still linked to. */
  readonly linked: History;
  /** 1 once the first copy of the image has arrived whole. */
  readonly whole: 0 | 1;
  /** 1 where the content is a mixture, as no event left it; only as a deviation. */
  readonly torn: 0 | 1;
  /** 1 while a sync has copied some of its objects and not all. */
  readonly part: 0 | 1;
  /**
   * Snapshot mode: what the copy comes to hold by a sync of a demotion that goes on although the peer's
   * image is mirrored no more; nothing where there is none.
   */
  readonly landing: History;
  /**
   * Journal mode: the newest event within the first copy's sync point, plus one; 0 once the snapshot
   * that marked it is gone.
   */
  readonly syncPoint: number;
  /** Snapshot mode: its mirror snapshots that were taken while it was a clone. */
  readonly pins: History;
  /** 1 once the parent that it is a clone of was moved to the trash by the mirror daemon. */
  readonly parentGone: 0 | 1;
  /** The events that tear what shows through from a parent when they are copied; only as a deviation. */
  readonly tears: History;
  /** The events that may tear it, or not; only as a deviation. */
  readonly doubts: History;
  /** 1 while the replayer overlooks that the peer's image is gone; only as a deviation. */
  readonly blind: 0 | 1;
  /** What the copy held before its last complete sync; kept only where a deviation asks for it. */
  readonly previous: History;
  /** 1 once a sync of the copy was interrupted; kept only where a deviation asks for it. */
  readonly interrupted: 0 | 1;
  /** Writes that the copy counts as taken and may lack all the same; only as a deviation. */
  readonly lost: History;
  /**
   * Journal mode: the peer's daemon as a client of the journal of this copy, see disconnection.ts.
   * `late`, only as a deviation: it was none yet when this copy was promoted.
   */
  readonly client: 'unknown' | 'connected' | 'disconnected' | 'late';
  /**
   * 1 once the replayer was about to end what it takes next, so that a forced promotion may come just
   * then; only as a deviation, and of account only as long as there is something to take.
   */
  readonly nearEnd: 0 | 1;
  /** 1 once `rbd mirror image resync` has flagged the image. */
  readonly resync: 0 | 1;
  /** 1 while no client may change the image, although it is no copy: a demotion of it did not end. */
  readonly sealed: 0 | 1;
  /** 1 while the copy follows nobody: what was to free it by force did not end. */
  readonly orphan: 0 | 1;
  /** 1 while there is no image, and its name is taken all the same. */
  readonly nameOnly: 0 | 1;
  /** 1 while no mirror daemon has learned that the image is mirrored; only as a deviation. */
  readonly unseen: 0 | 1;
  /**
   * What an interrupted enabling has left of a journal: nothing; one that is in the way of the next; or
   * one that breaks every client. Only as a deviation.
   */
  readonly journal: 'none' | 'stray' | 'broken';
  /**
   * Journal mode: what the journal has of an interrupted command, and the image does not show before a
   * client next has its lock.
   */
  readonly latent: History;
  /** Snapshot mode: 1 while the manager here has a schedule by which it takes mirror snapshots of it. */
  readonly scheduled: 0 | 1;
  /** 1 while it has one for the image in the trash here. */
  readonly binnedScheduled: 0 | 1;
  /** Journal mode: 1 while an image that is not mirrored has the journaling feature all the same. */
  readonly journaling: 0 | 1;
  /** The same of the image in the trash here. */
  readonly binnedJournaling: 0 | 1;
  /** Pool mode: 1 for a copy that was rid of its journal; only as a deviation. */
  readonly bare: 0 | 1;
  /** What an image in the trash here holds, which a user put there; -1 where there is none. */
  readonly binned: History | -1;
}

/**
 * What the mirror daemon of a site was told by hand, over its admin socket (`rbd mirror stop`, `start`).
 * It remembers that for as long as it lives.
 */
export interface Hand {
  /** The identity of the image whose replayer was stopped; 0 for none. It ends with that identity. */
  readonly halted: number;
  /** The identity of the image that was being replayed when its replayer was stopped; 0 for none. */
  readonly atWork: number;
  /** 1 while every replayer is to stand still, also of images that are still to come. */
  readonly idle: 0 | 1;
}

/** A daemon that was told nothing. */
export const freeHand: Hand = { halted: 0, atWork: 0, idle: 0 };

/** For each kind of mark, the events that left one. */
export type Edits = Readonly<Record<MarkName, History>>;

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
  /** Which of the recorded events a peer is never told of; only as a deviation. */
  readonly unheard: History;
  /** Which of the recorded events left a mark of each kind on the image. */
  readonly edits: Edits;
  readonly a: Copy;
  readonly b: Copy;
  /** What each site's mirror daemon was told by hand. */
  readonly hands: Readonly<Record<Site, Hand>>;
}

/** A copy that does not exist. */
export const noCopy: Copy = {
  history: nothing,
  identity: 0,
  linked: nothing,
  whole: 0,
  part: 0,
  landing: nothing,
  torn: 0,
  syncPoint: 0,
  pins: nothing,
  parentGone: 0,
  tears: nothing,
  doubts: nothing,
  blind: 0,
  previous: nothing,
  interrupted: 0,
  lost: nothing,
  client: 'unknown',
  nearEnd: 0,
  resync: 0,
  sealed: 0,
  orphan: 0,
  nameOnly: 0,
  unseen: 0,
  journal: 'none',
  latent: nothing,
  scheduled: 0,
  binnedScheduled: 0,
  journaling: 0,
  binnedJournaling: 0,
  bare: 0,
  binned: -1,
};

const noEdits: Edits = {
  resize: nothing,
  'snap-create': nothing,
  'snap-remove': nothing,
  'snap-rename': nothing,
  'snap-protect': nothing,
  'snap-unprotect': nothing,
  rename: nothing,
  'meta-set': nothing,
  journaling: nothing,
  'journaling-ended': nothing,
  clone: nothing,
  flatten: nothing,
};

/** Two clusters on which there is no image yet. */
export const emptyPair: PairContext = {
  outcome: 'ok',
  next: 0,
  writes: nothing,
  demotions: nothing,
  unheard: nothing,
  edits: noEdits,
  a: noCopy,
  b: noCopy,
  hands: { a: freeHand, b: freeHand },
};

/** Changes some fields of the copy at a site. */
export function change(context: PairContext, site: Site, fields: Partial<Copy>): PairContext {
  const copy = { ...context[site], ...fields };
  return site === 'a' ? { ...context, a: copy } : { ...context, b: copy };
}

/** The copy at the other site. */
export const peerCopy = (context: PairContext, site: Site): Copy => context[peerOf(site)];
