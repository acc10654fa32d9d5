import type { PairContext } from './context.ts';
import { peerCopy } from './context.ts';
import { eventsMax, type History, isPrefix, missing, newest, oldest, only } from './history.ts';
import type { Site } from './site.ts';

/** Which site a condition or an effect is about. */
export type AtSite = { readonly site: Site };

type At = { readonly context: PairContext };

/** Whether the bounded history has room for one more event. */
export const room = ({ context }: At): boolean => context.next < eventsMax;

/** The first copy has arrived whole. */
export const whole = ({ context }: At, { site }: AtSite): boolean => context[site].whole === 1;

/** A sync is copied in part. */
export const inPart = ({ context }: At, { site }: AtSite): boolean => context[site].part === 1;

/** A resync has been asked for. */
export const resyncAsked = ({ context }: At, { site }: AtSite): boolean =>
  context[site].resync === 1;

/** A replayer at work obeys a resync at once, whatever its peer is: never, as specified. */
export const resyncsBlindly = (_at: At, _site: AtSite): boolean => false;

/** A first copy leaves the snapshot of its sync point behind: never, as specified. */
export const keepsSyncPoint = (_at: At, _site: AtSite): boolean => false;

/** A replayer at work can overlook that the image it follows is gone: never, as specified. */
export const overlooks = (_at: At, _site: AtSite): boolean => false;

/** The replayer has overlooked it. */
export const blind = ({ context }: At, { site }: AtSite): boolean => context[site].blind === 1;

/** A forced promotion waits for ever while the peer is away: never, as specified. */
export const hangs = (_at: At, _site: AtSite): boolean => false;

/**
 * The copy's newest event is a demotion that it holds whole, and nothing newer has begun to arrive: Ceph's promotion state ORPHAN, the
 * only one besides UNKNOWN in which a plain promotion is accepted (librbd
 * mirror/GetInfoRequest.cc, calc_promotion_state).
 */
export const demoted = ({ context }: At, { site }: AtSite): boolean =>
  context[site].part === 0 && (only(newest(context[site].history)) & context.demotions) !== 0;

/** What a promotion without force asks for. */
export const promotable = demoted;

/** Both sites mirror one and the same image. */
export const related = ({ context }: At): boolean =>
  context.a.identity !== 0 && context.a.identity === context.b.identity;

/** The copy has no events of its own: it can follow its peer. */
export const linked = ({ context }: At, { site }: AtSite): boolean =>
  isPrefix(context[site].history, peerCopy(context, site).history);

/** Journal mode: the peer's journal has entries that the copy lacks. */
export const behind = ({ context }: At, { site }: AtSite): boolean =>
  missing(context[site].history, peerCopy(context, site).history) !== 0;

/**
 * Snapshot mode: the mirror snapshots of the peer that the copy has still to take. The first copy
 * starts from a primary snapshot, never from a demotion.
 */
export function pendingSnapshots(context: PairContext, site: Site): History {
  const pending = missing(context[site].history, peerCopy(context, site).linked);
  return context[site].whole === 1 ? pending : pending & ~context.demotions;
}

/** Snapshot mode: the snapshot that a sync of `site` copies next, or -1. */
export const syncTarget = (context: PairContext, site: Site): number =>
  oldest(pendingSnapshots(context, site));

/** Snapshot mode: there is a mirror snapshot to copy. */
export const snapshotPending = ({ context }: At, { site }: AtSite): boolean =>
  pendingSnapshots(context, site) !== 0;
