import { syncTarget } from './conditions.ts';
import { change, noCopy, type PairContext, peerCopy } from './context.ts';
import { eventsOf, missing, newest, oldest, only, upTo } from './history.ts';
import { peerOf, type Site } from './site.ts';

/** How many mirror snapshots a peer may be linked to (`rbd_mirroring_max_mirroring_snapshots`). */
const linkedMax = 5;

/** The copy at `site` records one more event. */
export function record(context: PairContext, site: Site): PairContext {
  const history = context[site].history | only(context.next);
  return change({ ...context, next: context.next + 1 }, site, { history });
}

/** The copy takes a write. */
export const write = (context: PairContext, site: Site): PairContext => ({
  ...record(context, site),
  writes: context.writes | only(context.next),
});

/**
 * The newest event of the copy is a mirror snapshot, linked to the peer. Where there are too many,
 * the one before it is unlinked, not the oldest (librbd snapshot/CreatePrimaryRequest.cc,
 * unlink_peer).
 */
export function linkNewest(context: PairContext, site: Site): PairContext {
  const before = context[site].linked;
  const crowded = eventsOf(before).length >= linkedMax;
  const kept = crowded ? before & ~only(newest(before)) : before;
  return change(context, site, { linked: kept | only(newest(context[site].history)) });
}

/** The newest event of the copy is a demotion. */
export const markDemotion = (context: PairContext, site: Site): PairContext => ({
  ...context,
  demotions: context.demotions | only(newest(context[site].history)),
});

/** The copy takes an identity of its own, named for the event that enabled it. */
export const enable = (context: PairContext, site: Site): PairContext =>
  change(record(context, site), site, { identity: context.next + 1, whole: 1, resync: 0 });

/** Mirroring is over; the content stays. */
export const disable = (context: PairContext, site: Site): PairContext =>
  change(context, site, { identity: 0, linked: 0, part: 0, resync: 0 });

/** The copy is gone. */
export const forget = (context: PairContext, site: Site): PairContext =>
  change(context, site, noCopy);

/** The mirror daemon makes an empty copy of the peer's image, to be filled from a sync point. */
export const adopt = (context: PairContext, site: Site): PairContext =>
  change(context, site, {
    ...noCopy,
    identity: peerCopy(context, site).identity,
    syncPoint: newest(peerCopy(context, site).history) + 1,
  });

/** What was copied in part is rolled back. */
export const rollBack = (context: PairContext, site: Site): PairContext =>
  change(context, site, { part: 0 });

/** The copy is its own master from here on. */
export const takeOver = record;

/** Journal mode: the snapshot that marked the sync point is removed. */
export const pruneSyncPoint = (context: PairContext, site: Site): PairContext =>
  change(context, site, { syncPoint: 0 });

/** Journal mode: the first copy has arrived, up to its sync point. */
export const finishFirstCopy = (context: PairContext, site: Site): PairContext =>
  change(context, site, {
    history: upTo(peerCopy(context, site).history, context[site].syncPoint - 1),
    whole: 1,
    part: 0,
  });

/** Journal mode: the copy replays the next entry of the peer's journal. */
export function replayOne(context: PairContext, site: Site): PairContext {
  const { history } = context[site];
  const entry = oldest(missing(history, peerCopy(context, site).history));
  return change(context, site, { history: history | only(entry) });
}

/** Snapshot mode: a sync is complete, and the peer's older mirror snapshots are unlinked. */
export function finishSync(context: PairContext, site: Site): PairContext {
  const peer = peerCopy(context, site);
  const target = syncTarget(context, site);
  const history = upTo(peer.history, target);
  const fields = { history, linked: 0, whole: 1, part: 0, syncPoint: 0 } as const;
  const copied = change(context, site, fields);
  const older = only(target) - 1;
  return change(copied, peerOf(site), { linked: peer.linked & ~older });
}
