import { holdsParent, mayHoldParent } from './clones.ts';
import { heard, nextEntry, syncTarget } from './conditions.ts';
import { change, noCopy, type PairContext, peerCopy } from './context.ts';
import type { MarkName } from './events.ts';
import { count, newest, nothing, only, upTo } from './history.ts';
import { abandon, land } from './landing.ts';
import { isClone } from './shape.ts';
import { peerOf, type Site } from './site.ts';

/** How many mirror snapshots a peer may be linked to (`rbd_mirroring_max_mirroring_snapshots`). */
const linkedMax = 5;

/** The copy at `site` records one more event; who does that has its lock, and what was latent is done. */
export function record(context: PairContext, site: Site): PairContext {
  const history = context[site].history | only(context.next);
  return change({ ...context, next: context.next + 1 }, site, { history, latent: nothing });
}

/** The newest event of the copy is in its journal, and not in the image yet. */
export const withhold = (context: PairContext, site: Site): PairContext =>
  change(context, site, { latent: only(newest(context[site].history)) });

/** The copy takes a write. */
export const write = (context: PairContext, site: Site): PairContext => ({
  ...record(context, site),
  writes: context.writes | only(context.next),
});

/** What is of the image in the trash, which no other image of its name changes. */
const inTrash = (context: PairContext, site: Site) => ({
  binned: context[site].binned,
  binnedScheduled: context[site].binnedScheduled,
  binnedJournaling: context[site].binnedJournaling,
});

/** An empty image is made; what a user put in the trash stays there, and as it is. */
export function create(context: PairContext, site: Site): PairContext {
  const { parentGone, tears, doubts } = context[site];
  const fields = { ...inTrash(context, site), parentGone, tears, doubts, whole: 1 } as const;
  return change(context, site, { ...noCopy, ...fields });
}

/** The image is made as a clone: what it shows of its parent counts as its first write. */
export function clone(context: PairContext, site: Site): PairContext {
  const { edits, ...written } = write(create(context, site), site);
  return { ...written, edits: { ...edits, clone: edits.clone | only(context.next) } };
}

/** The image copies up what its parent lacks so far, and what shows through is torn for good. */
export const tear = (context: PairContext, site: Site): PairContext =>
  change(context, site, { tears: context[site].tears | only(newest(context[site].history)) });

/** The mirror daemon moves the parent here to the trash, where it stays while the image needs it. */
export function loseParent(context: PairContext, site: Site): PairContext {
  const { binned } = context[site];
  const needed = holdsParent(context, site) || mayHoldParent(context, site);
  const trashed = binned >= 0 && isClone(context.edits, binned);
  return needed || trashed ? change(context, site, { parentGone: 1 }) : context;
}

/** The copy takes an edit. */
export const edit =
  (name: MarkName) =>
  (context: PairContext, site: Site): PairContext => {
    const edits = { ...context.edits, [name]: context.edits[name] | only(context.next) };
    return { ...record(context, site), edits };
  };

/**
 * The newest event of the copy is a mirror snapshot, linked to the peer. Where there are too many,
 * the one before it is unlinked, not the oldest (librbd snapshot/CreatePrimaryRequest.cc,
 * unlink_peer).
 */
export function linkNewest(context: PairContext, site: Site): PairContext {
  const { linked: before, history, pins } = context[site];
  const crowded = count(before) >= linkedMax;
  const kept = crowded ? before & ~only(newest(before)) : before;
  const snapshot = only(newest(history));
  // Whatever is unlinked goes when the next one is taken; those of a demotion stay longer.
  const left = (history & context.demotions) === nothing ? pins & kept : pins;
  return change(context, site, {
    linked: kept | snapshot,
    pins: isClone(context.edits, history) ? left | snapshot : left,
  });
}

/** The newest event of the copy is a demotion. */
export const markDemotion = (context: PairContext, site: Site): PairContext => ({
  ...change(context, site, { sealed: 0 }),
  demotions: context.demotions | only(newest(context[site].history)),
});

/** The newest event of the copy is one that its peer is never told of. */
export const hide = (context: PairContext, site: Site): PairContext => ({
  ...context,
  unheard: context.unheard | only(newest(context[site].history)),
});

/** All that the copy holds is there to be learned of. */
const told = (context: PairContext, site: Site): PairContext => ({
  ...context,
  unheard: context.unheard & ~context[site].history,
});

/** The copy takes an identity of its own, named for the event that enabled it. */
export function enable(context: PairContext, site: Site): PairContext {
  const fields = { identity: context.next + 1, whole: 1, resync: 0, journaling: 0 } as const;
  return change(record(told(context, site), site), site, fields);
}

/** Mirroring is over, and so is its journal; the content stays. */
export const disable = (context: PairContext, site: Site): PairContext =>
  change(abandon(context, site), site, {
    identity: 0,
    client: 'unknown',
    linked: nothing,
    pins: nothing,
    part: 0,
    landing: nothing,
    resync: 0,
    orphan: 0,
    unseen: 0,
    latent: nothing,
  });

/** The mirroring of a copy is neither on nor off. */
export const hold = (context: PairContext, site: Site): PairContext =>
  change(context, site, { identity: -context[site].identity, resync: 0 });

/** The mirroring of a copy is on again. */
export const letGo = (context: PairContext, site: Site): PairContext =>
  change(context, site, { identity: Math.abs(context[site].identity) });

/** The copy is gone; what a user put in the trash stays there. */
export const forget = (context: PairContext, site: Site): PairContext =>
  change(abandon(context, site), site, { ...noCopy, ...inTrash(context, site) });

/** The image is moved to the trash. */
export function trash(context: PairContext, site: Site): PairContext {
  const { history, lost, parentGone, tears, doubts, scheduled, journaling } = context[site];
  const bin = {
    binned: history & ~lost,
    binnedScheduled: scheduled,
    binnedJournaling: journaling,
  };
  return change(abandon(context, site), site, { ...noCopy, parentGone, tears, doubts, ...bin });
}

/** The image in the trash is taken back, as one that is not mirrored. */
export function restore(context: PairContext, site: Site): PairContext {
  const { binned, binnedScheduled, binnedJournaling, parentGone, tears, doubts } = context[site];
  const held = {
    history: Math.max(nothing, binned),
    scheduled: binnedScheduled,
    journaling: binnedJournaling,
    whole: 1,
  } as const;
  return change(context, site, { ...noCopy, parentGone, tears, doubts, ...held });
}

/**
 * The mirror daemon makes an empty copy of the peer's image, to be filled from a sync point. It is a
 * clone where that is one, or was one in any of its snapshots (rbd_mirror CreateImageRequest.cc,
 * validate_parent).
 */
export function adopt(context: PairContext, site: Site): PairContext {
  const { identity, history } = peerCopy(context, site);
  const peer = peerOf(site);
  const cloned = holdsParent(context, peer) || mayHoldParent(context, peer);
  return change(context, site, {
    ...noCopy,
    ...inTrash(context, site),
    history: cloned ? history & context.edits.clone : nothing,
    identity,
    syncPoint: newest(history) + 1,
  });
}

/**
 * A sync begins. A first copy by journal takes a snapshot at the peer, for which it has the lock of the
 * image there: what was latent is done.
 */
export function beginPart(context: PairContext, site: Site): PairContext {
  const begun = change(context, site, { part: 1 });
  const first = context[site].whole === 0 && peerCopy(context, site).linked === nothing;
  return first ? change(begun, peerOf(site), { latent: nothing }) : begun;
}

/** What was copied in part is rolled back. */
export const rollBack = (context: PairContext, site: Site): PairContext =>
  change(context, site, { part: 0, landing: nothing });

/** The copy is its own master from here on, and all that it holds is there to be learned of. */
export const takeOver = (context: PairContext, site: Site): PairContext =>
  change(record(told(context, site), site), site, { orphan: 0 });

/** The number of an event is used up, and nothing has happened. */
export const lapse = (context: PairContext): PairContext => ({
  ...context,
  next: context.next + 1,
});

/** The copy's newest event, a promotion, is taken back. */
export function undoPromotion(context: PairContext, site: Site): PairContext {
  const { history } = context[site];
  return change(context, site, { history: history & ~only(newest(history)) });
}

/** Journal mode: the snapshot that marked the sync point is removed. */
export const pruneSyncPoint = (context: PairContext, site: Site): PairContext =>
  change(context, site, { syncPoint: 0 });

/** Journal mode: the first copy has arrived, up to its sync point. */
export const finishFirstCopy = (context: PairContext, site: Site): PairContext =>
  change(context, site, {
    history: upTo(peerCopy(context, site).history, context[site].syncPoint - 1),
    whole: 1,
    part: 0,
    lost: peerCopy(context, site).lost,
  });

/** Journal mode: the copy replays the next entry of the peer's journal. */
export function replayOne(context: PairContext, site: Site): PairContext {
  const { history } = context[site];
  return change(context, site, { history: history | only(nextEntry(context, site)) });
}

/** Snapshot mode: a sync is complete, and the peer's older mirror snapshots are unlinked. */
export function finishSync(context: PairContext, site: Site): PairContext {
  if (context[site].landing !== nothing) return land(context, site);
  const peer = peerCopy(context, site);
  const target = syncTarget(context, site);
  const own = context[site].history & context.unheard;
  const history = upTo(heard(context, peerOf(site)), target) | own;
  // A first copy is like what it was made from; a later one takes no more than what changed. What
  // is torn is copied whole.
  const { lost } = context[site].whole === 1 ? context[site] : peer;
  const untorn = { tears: nothing, doubts: nothing };
  const fields = { history, lost, linked: 0, whole: 1, part: 0, syncPoint: 0, ...untorn } as const;
  const copied = change(context, site, fields);
  const older = only(target) - 1;
  return change(copied, peerOf(site), { linked: peer.linked & ~older });
}
