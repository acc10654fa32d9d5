import * as clones from './clones.ts';
import type { PairContext } from './context.ts';
import { peerCopy } from './context.ts';
import { isHalted } from './hands.ts';
import {
  eventsMax,
  type History,
  isPrefix,
  missing,
  newest,
  nothing,
  oldest,
  only,
  upTo,
} from './history.ts';
import { isClone as isCloneIn, protectedIn, snapshotsIn } from './shape.ts';
import { peerOf, type Site } from './site.ts';

/** Which site a condition or an effect is about. */
export type AtSite = { readonly site: Site };

type At = { readonly context: PairContext };

/** A condition of the machine, by what it looks at. */
export type Condition = (at: At, params: AtSite) => boolean;

/** Whether the bounded history has room for one more event. */
export const room = ({ context }: At): boolean => context.next < eventsMax;

/** The first copy has arrived whole. */
export const whole = ({ context }: At, { site }: AtSite): boolean => context[site].whole === 1;

/** What a forced promotion asks for. */
export const forcible = whole;

/** A sync is copied in part. */
export const inPart = ({ context }: At, { site }: AtSite): boolean => context[site].part === 1;

/** The content is a mixture, as no event left it: only as a deviation. */
export const torn = ({ context }: At, { site }: AtSite): boolean => context[site].torn === 1;

/** A resync has been asked for. */
export const resyncAsked = ({ context }: At, { site }: AtSite): boolean =>
  context[site].resync === 1;

/** A sync of a demotion goes on although the peer's image is mirrored no more. */
export const lands = ({ context }: At, { site }: AtSite): boolean =>
  context[site].landing !== nothing;

/** The image is a clone. */
export const isClone = ({ context }: At, { site }: AtSite): boolean =>
  isCloneIn(context.edits, context[site].history);

/** The parent here is in use by the image. */
export const holdsParent = ({ context }: At, { site }: AtSite): boolean =>
  clones.holdsParent(context, site);

/** Nothing says whether the parent here is still in use by what the image once was. */
export const mayHoldParent = ({ context }: At, { site }: AtSite): boolean =>
  clones.mayHoldParent(context, site);

/** The parent of the image is in the trash. */
export const parentGone = ({ context }: At, { site }: AtSite): boolean =>
  context[site].parentGone === 1;

/** Journal mode: what the copy has to replay next is a flatten. */
export const flattensNext = ({ context }: At, { site }: AtSite): boolean => {
  const next = nextEntry(context, site);
  return next >= 0 && (only(next) & context.edits.flatten) !== nothing;
};

/** The replayer has overlooked it. */
export const blind = ({ context }: At, { site }: AtSite): boolean => context[site].blind === 1;

/** The replayer was told by hand to stand still. */
export const halted = ({ context }: At, { site }: AtSite): boolean => isHalted(context, site);

/** Every replayer of the daemon was. */
export const allHalted = ({ context }: At, { site }: AtSite): boolean =>
  context.hands[site].idle === 1;

/** There is no image, but its name is taken: what made or removed it was interrupted. */
export const nameOnly = ({ context }: At, { site }: AtSite): boolean =>
  context[site].nameOnly === 1;

/** Still a copy, although its mirroring is neither on nor off. */
export const captive = ({ context }: At, { site }: AtSite): boolean => context[site].identity < 0;

/** No client may change the image: what began to demote it, or to free it, was interrupted. */
export const sealed = (at: At, params: AtSite): boolean =>
  at.context[params.site].sealed === 1 || captive(at, params);

/** The copy follows nobody any more: what began to promote it by force was interrupted. */
export const orphan = ({ context }: At, { site }: AtSite): boolean => context[site].orphan === 1;

/** No mirror daemon has learned that the image is mirrored. */
export const unseen = ({ context }: At, { site }: AtSite): boolean => context[site].unseen === 1;

/** Part of a journal is in the way of the next enabling. */
export const strayJournal = ({ context }: At, { site }: AtSite): boolean =>
  context[site].journal === 'stray';

/** Part of a journal is there on which every client crashes. */
export const brokenJournal = ({ context }: At, { site }: AtSite): boolean =>
  context[site].journal === 'broken';

/**
 * The copy's newest event is a demotion that it holds whole, and nothing newer has begun to arrive: Ceph's promotion state ORPHAN, the
 * only one besides UNKNOWN in which a plain promotion is accepted (librbd
 * mirror/GetInfoRequest.cc, calc_promotion_state).
 */
export const demoted = ({ context }: At, { site }: AtSite): boolean =>
  context[site].part === 0 && (only(newest(context[site].history)) & context.demotions) !== 0;

/** What a promotion without force asks for. */
export const promotable = demoted;

/** What shows of users' snapshots: a sync copies those first (rbd_mirror snapshot/Replayer.cc, copy_snapshots). */
function shown(context: PairContext, site: Site): History {
  const { part, landing, latent } = context[site];
  const history = context[site].history & ~latent;
  if (landing !== nothing) return landing;
  const target = syncTarget(context, site);
  return part === 1 && target >= 0 ? upTo(peerCopy(context, site).history, target) : history;
}

/** A user's snapshots are there, so that an image cannot be removed. */
export const hasSnapshots = ({ context }: At, { site }: AtSite): boolean =>
  snapshotsIn(context.edits, shown(context, site)) !== nothing;

/** The newest of them is protected. */
export function newestProtected({ context }: At, { site }: AtSite): boolean {
  const history = shown(context, site);
  const last = newest(snapshotsIn(context.edits, history));
  return (protectedIn(context.edits, history) & only(last)) !== nothing;
}

/** Snapshot mode: the image has the journaling feature all the same. */
export const journaled = ({ context: { edits, ...copies } }: At, { site }: AtSite): boolean =>
  newest(copies[site].history & edits.journaling) >
  newest(copies[site].history & edits['journaling-ended']);

/** A user has put an image of this name in the trash. */
export const inTrash = ({ context }: At, { site }: AtSite): boolean => context[site].binned >= 0;

/** Both sites mirror one and the same image. */
export const related = ({ context }: At): boolean =>
  context.a.identity !== 0 && Math.abs(context.a.identity) === Math.abs(context.b.identity);

/** The peer's image goes by another name. */
export const otherName = ({ context: { edits, a, b } }: At): boolean =>
  newest(a.history & edits.rename) !== newest(b.history & edits.rename);

/** The copy has no events of its own: it can follow its peer. */
export const linked = ({ context }: At, { site }: AtSite): boolean =>
  isPrefix(context[site].history & ~context.unheard, peerCopy(context, site).history);

/** Journal mode: the peer's journal has entries that the copy lacks. */
export const behind = ({ context }: At, { site }: AtSite): boolean => nextEntry(context, site) >= 0;

/** Journal mode: the entry of the peer's journal that the copy takes next, or -1. */
export const nextEntry = (context: PairContext, site: Site): number =>
  oldest(missing(context[site].history, heard(context, peerOf(site))));

/** What the copy at a site holds, and its peer can learn of. */
export const heard = (context: PairContext, site: Site): History =>
  context[site].history & ~context.unheard;

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
