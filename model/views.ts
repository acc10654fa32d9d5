import { demoted, related, syncTarget } from './conditions.ts';
import { type PairContext, peerCopy } from './context.ts';
import { disconnected } from './disconnection.ts';
import { haltedAtWork, isHalted } from './hands.ts';
import { type History, newest, nothing, only, upTo } from './history.ts';
import { isClone, type Shape, shapeOf } from './shape.ts';
import { peerOf, type Site, sites } from './site.ts';

/**
 * What an image can be at a site, as librbd's `mirror_image_get_info` and a plain open tell it:
 * `absent` no such image; `trashed` none but the one that a user put in the trash; `unmirrored`
 * mirroring is disabled; `creating` the mirror daemon is making it; `primary` and `nonprimary` (a
 * demoted image is non-primary); `disabling` its mirroring was being ended when that was interrupted.
 */
export const roles = [
  'absent',
  'trashed',
  'unmirrored',
  'creating',
  'primary',
  'nonprimary',
  'disabling',
] as const;

/** What an image is at a site. */
export type Role = (typeof roles)[number];

/**
 * What `rbd mirror image status` tells a user about a site, reduced to its kinds:
 * `none` nothing mirrored there; `stopped` "local image is primary"; `replaying`; `syncing` the
 * first copy is under way; `unknown` "remote image is not primary"; `split-brain`; `error` any other
 * error.
 */
export type Status =
  | 'none'
  | 'stopped'
  | 'replaying'
  | 'syncing'
  | 'unknown'
  | 'split-brain'
  | 'error';

/** What a site has of the parent of clones; see regions/parent.ts. */
export type ParentState = 'absent' | 'unmirrored' | 'primary' | 'copying' | 'copied' | 'stale';

/** The state of one site in the pair's machine. */
export type SiteState = {
  readonly cluster: 'up' | 'stopped' | 'killed';
  readonly monitor: 'up' | 'down';
  readonly osd: 'up' | 'down';
  readonly daemon: 'running' | 'stopped';
  /** `making`: a role of `creating` that has only begun; see regions/making.ts. */
  readonly image: Exclude<Role, 'trashed'> | 'making';
  readonly replayer: 'stopped' | 'replaying' | 'closing' | 'splitBrain';
  readonly room: 'free' | 'full';
  readonly supply: 'flowing' | 'held';
  readonly parent: ParentState;
  readonly parentSupply: 'flowing' | 'held';
};

/** The state of the pair's machine: its regions, and its context. */
export type PairState = {
  readonly link: 'up' | 'cut';
  readonly a: SiteState;
  readonly b: SiteState;
  readonly context: PairContext;
};

/** Whether a site does what clients ask. */
export function serves(state: PairState, site: Site): boolean {
  const { cluster, monitor, osd } = state[site];
  return cluster === 'up' && monitor === 'up' && osd === 'up';
}

/** Whether a site does what clients ask, also where that is to write. */
export const takesWrites = (state: PairState, site: Site): boolean =>
  serves(state, site) && state[site].room === 'free';

/** The image at a site: one whose making has only begun is being created. */
export function imageAt(state: PairState, site: Site): Exclude<Role, 'trashed'> {
  const { image } = state[site];
  return image === 'making' ? 'creating' : image;
}

/** What the image is at a site; `unreachable` while the site is down. */
export function roleAt(state: PairState, site: Site): Role | 'unreachable' {
  if (!serves(state, site)) return 'unreachable';
  const image = imageAt(state, site);
  return image === 'absent' && state.context[site].binned >= 0 ? 'trashed' : image;
}

/**
 * The events that reading the image at a site gives back; undefined where nothing is promised: no
 * image, one that a sync has copied in part, whether it counts as whole or not, or a clone that may
 * or may not be torn.
 */
export function contentAt(state: PairState, site: Site): History | undefined {
  const history = historyAt(state, site);
  return history === undefined || mayBeTorn(state, site) ? undefined : readAt(state, site);
}

/** What reading the image at a site gives back at most, be it promised or not. */
export function readAt(state: PairState, site: Site): History {
  const { history, lost, latent } = state.context[site];
  const { edits } = state.context;
  return (torn(state, site) ? history & ~edits.clone : history) & ~lost & ~latent;
}

/** A clone lacks some of what its parent has: for good, or while that is copied in part. */
const torn = (state: PairState, site: Site): boolean =>
  (state.context[site].history & state.context[site].tears) !== nothing || halfParent(state, site);

/** Nothing says whether it does. */
const mayBeTorn = (state: PairState, site: Site): boolean => {
  const { history, tears, doubts } = state.context[site];
  if ((history & tears) !== nothing) return false;
  const moving = halfParent(state, site) && state[site].parentSupply === 'flowing';
  return moving || (history & doubts) !== nothing;
};

const halfParent = (state: PairState, site: Site): boolean =>
  state[site].parent === 'copying' && isClone(state.context.edits, state.context[site].history);

/** What an image is known to hold; undefined as above. */
function historyAt(state: PairState, site: Site): History | undefined {
  const image = imageAt(state, site);
  const copy = state.context[site];
  const halfWay = copy.part === 1 || copy.whole === 0;
  const broken = halfWay || copy.torn === 1 || copy.lost !== nothing;
  if (!serves(state, site) || image === 'absent' || image === 'creating' || broken) {
    return undefined;
  }
  return copy.history & ~copy.latent;
}

/**
 * The events that can show at most in a copy whose sync has not come to its end: what it held, and
 * what that sync copies; or in one that may lack some of what it counts as taken. Undefined where no
 * such copy is there, or its source is gone.
 */
export function contentWithin(state: PairState, site: Site): History | undefined {
  const { context } = state;
  const { lost } = context[site];
  if (lost !== nothing && context[site].part === 0 && serves(state, site)) {
    return context[site].history;
  }
  if (state[site].image !== 'nonprimary' || !serves(state, site) || !related(state))
    return undefined;
  const { history, whole, part, syncPoint } = context[site];
  if (whole === 1 && part === 0) return undefined;
  const target = Math.max(syncPoint - 1, syncTarget(context, site));
  return target < 0 ? undefined : history | upTo(peerCopy(context, site).history, target);
}

/** What the image at a site shows of its edits; undefined where nothing is promised, as above. */
export function shapeAt(state: PairState, site: Site): Shape | undefined {
  const history = historyAt(state, site);
  return history === undefined ? undefined : shapeOf(state.context.edits, history);
}

/** What the parent of clones is at a site; `unreachable` while the site is down. */
export function parentRoleAt(state: PairState, site: Site): Role | 'unreachable' {
  if (!serves(state, site)) return 'unreachable';
  const { parent } = state[site];
  const copied = parent === 'copying' || parent === 'copied' || parent === 'stale';
  return copied ? 'nonprimary' : parent;
}

/** Whether the mirror daemon of a site runs and reaches both clusters. */
export const reaches = (state: PairState, site: Site): boolean =>
  state[site].daemon === 'running' &&
  state.link === 'up' &&
  sites.every((one) => state[one].cluster === 'up' && state[one].osd === 'up');

/**
 * Whether something stands still for as long as a fault lasts: where a pool is full a daemon waits
 * with whatever it would write there, and without a monitor with whatever it would ask of that;
 * nothing says how far it comes before. And nothing says whether a peer was told of mirroring that an
 * interrupted command has ended by half.
 */
export const stalls = (state: PairState): boolean =>
  sites.some((site) => {
    const { room, monitor, image } = state[site];
    return room === 'full' || monitor === 'down' || image === 'disabling';
  });

/** What the image was demoted by is something that its peer is never told of; only as a deviation. */
const hasHalfDemoted = ({ context }: PairState, site: Site): boolean =>
  (only(newest(context[site].history)) & context.unheard) !== nothing;

/**
 * A replayer that its peer's journal turns away says that it is disconnected. What was demoted here finds
 * that, or a split-brain: the tags by which to tell its own demotion are not kept for who is
 * disconnected (cls/journal/cls_journal.cc, expire_tags).
 */
function turnedAway(state: PairState, site: Site): Status | undefined {
  const peer = state[peerOf(site)].image;
  if (!related(state) || (peer !== 'primary' && peer !== 'nonprimary')) return undefined;
  if (!demoted(state, { site })) return 'error';
  return peer === 'nonprimary' ? 'unknown' : undefined;
}

/** What users are told about a site; undefined where nothing is promised. */
export type StatusView = (state: PairState, site: Site) => Status | undefined;

/**
 * The status of a site whose daemons have nothing left to do (rbd_mirror/ImageReplayer.cc,
 * set_mirror_image_status_update). Promised only while the site's daemon reaches both clusters.
 */
export const statusAt: StatusView = (state, site) => {
  const { image, replayer } = state[site];
  if (!reaches(state, site) || stalls(state)) return undefined;
  if (sites.some((one) => state.context[one].bare === 1)) return undefined;
  if (replayer !== 'replaying' && isHalted(state.context, site)) {
    // Told to stand still it tells nothing new: it says that it was stopped, or what it said before.
    const knows = haltedAtWork(state.context, site) && !disconnected(state, { site });
    return knows ? 'stopped' : undefined;
  }
  if (state.context[site].orphan === 1) return undefined;
  if (image === 'primary') return state.context[site].unseen === 1 ? undefined : 'stopped';
  if (image !== 'nonprimary') return undefined;
  if (replayer === 'replaying') {
    const { whole, part } = state.context[site];
    const ends = part === 1 && !related(state);
    return whole === 1 && !ends ? 'replaying' : undefined;
  }
  // Of a demotion that did not end the daemon says that it is incomplete, whatever the peer is
  // (rbd_mirror snapshot/Replayer.cc, scan_local_mirror_snapshots).
  if (replayer === 'splitBrain') return hasHalfDemoted(state, site) ? undefined : 'split-brain';
  if (disconnected(state, { site })) return turnedAway(state, site);
  if (state[peerOf(site)].image !== 'nonprimary' || !related(state)) return undefined;
  // A first copy by journal cannot go on: its sync point is to be kept at a peer that is read-only
  // by now (rbd_mirror image_sync/SyncPointCreateRequest.cc, EROFS).
  const journals = peerCopy(state.context, site).linked === nothing;
  return journals && state.context[site].whole === 0 ? 'error' : 'unknown';
};
