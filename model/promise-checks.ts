import { behind, demoted, heard, related, snapshotPending } from './conditions.ts';
import { peerCopy } from './context.ts';
import { type Internal, isCommand, isInternal, nameOf, siteOf } from './events.ts';
import { isHalted } from './hands.ts';
import { type History, isPrefix, missing, newest, nothing, only, upTo } from './history.ts';
import type { Outcome } from './outcome.ts';
import type { PromiseCode } from './promises.ts';
import { type Mode, peerOf, type Site, sites } from './site.ts';
import { imageAt, type PairState, reaches, readAt, type StatusView } from './views.ts';

/** One step of a pair's machine, from what was so to what is; `outcome` is that of a command. */
export interface Step {
  readonly event: string;
  readonly outcome: Outcome;
  readonly before: PairState;
  readonly after: PairState;
}

/** The promises that were at stake, each with whether it was kept. */
export type Kept = Readonly<Partial<Record<PromiseCode, boolean>>>;

/**
 * The promises that a step keeps or breaks by itself, whatever was observed: what a promotion takes for
 * whole, what a forced one leaves, what daemons throw away.
 */
export function keptBy(step: Step): Kept {
  const { event } = step;
  if (isInternal(event)) return ofDaemon(step, event);
  if (!isCommand(event) || step.outcome !== 'ok') return {};
  const site = siteOf(event);
  if (nameOf(event) === 'demote') return ofDemotion(step, site);
  if (imageAt(step.before, site) === 'primary') return {};
  if (nameOf(event) === 'promote') return ofPromotion(step, site);
  return nameOf(event) === 'promote-force' ? ofForce(step, site) : {};
}

/** A demotion gives up the role, and nothing else. */
const ofDemotion = (step: Step, site: Site): Kept => ({
  'planned-failover-loses-nothing': lostAt(step, site) === nothing,
});

/** What a promotion without force asks for, and gives back: all that the demotion had acknowledged. */
function ofPromotion({ before, after }: Step, site: Site): Kept {
  const { history, whole, part } = before.context[site];
  const last = newest(history);
  const theirs = peerCopy(before.context, site);
  const handed = (theirs.history & only(last)) !== nothing;
  const promised = upTo(theirs.history & ~theirs.latent, last) & before.context.writes;
  const isWhole = whole === 1 && part === 0;
  return {
    'no-promotion-of-a-broken-copy': isWhole,
    ...(isWhole && { 'one-writer': (only(last) & before.context.demotions) !== nothing }),
    ...(handed && {
      'planned-failover-loses-nothing': missing(readAt(after, site), promised) === nothing,
    }),
  };
}

/** What a promotion by force leaves: what the copy held when its last sync, or entry, was complete. */
function ofForce({ before, after }: Step, site: Site): Kept {
  const { history, latent, whole, lost: lacked } = before.context[site];
  const { torn, part, lost } = after.context[site];
  const mixed = torn === 1 || part === 1 || missing(lacked, lost) !== nothing;
  const changed = (readAt(after, site) ^ (history & ~latent & ~lacked)) & before.context.writes;
  return {
    'no-promotion-of-a-broken-copy': whole === 1,
    ...(whole === 1 && { 'forced-failover-is-a-point-in-time': !mixed && changed === nothing }),
  };
}

/** Of a daemon's steps those are at stake after which a write can be read nowhere, or not at a primary. */
function ofDaemon(step: Step, event: Internal): Kept {
  const taken = sites.some((site) => {
    return imageAt(step.before, site) === 'primary' && lostAt(step, site) !== nothing;
  });
  const lost = missing(heldIn(step.after), heldIn(step.before));
  if (lost === nothing && !taken) return {};
  return { 'nothing-discarded-silently': !taken && mayDiscard(step, event, lost) };
}

/** The writes that a step makes unreadable at a site. */
const lostAt = ({ before, after }: Step, site: Site): History =>
  missing(readAt(after, site), readAt(before, site)) & before.context.writes;

/**
 * Whether a daemon may throw the last copy of an acknowledged write away: by a resync, where there is a
 * primary to copy from; and at the end of a copy whose peer's image was ended by its user.
 */
function mayDiscard({ before }: Step, event: Internal, lost: History): boolean {
  const site = siteOf(event);
  const peer = imageAt(before, peerOf(site));
  const { history, resync } = before.context[site];
  switch (nameOf(event)) {
    case 'begin-resync':
      return resync === 1 && peer === 'primary' && related(before);
    case 'delete-copy':
      return !related(before) && !demoted(before, { site });
    default:
      return (lost & history) === nothing && peer === 'absent';
  }
}

/** The writes that can be read at either site. */
const heldIn = (state: PairState): History =>
  sites.reduce((all, site) => all | (readAt(state, site) & state.context.writes), nothing);

/** What a pair at rest is judged by, beside its state. */
export interface AtRest {
  readonly mode: Mode;
  readonly status: StatusView;
}

/**
 * The promises that a pair keeps or breaks by resting as it does: no fault is under way, and no daemon has
 * anything left to do.
 */
export function keptAtRest(state: PairState, at: AtRest): Kept {
  return sites.reduce((all, site) => both(all, keptAt(state, site, at)), {} satisfies Kept);
}

/** What is kept here and there; what is broken at either is broken. */
const both = (one: Kept, other: Kept): Kept => ({
  ...one,
  ...other,
  ...Object.fromEntries(Object.entries(one).filter(([, kept]) => !kept)),
});

function keptAt(state: PairState, site: Site, at: AtRest): Kept {
  const peer = imageAt(state, peerOf(site));
  if (!reaches(state, site) || isHalted(state.context, site)) return {};
  if (imageAt(state, site) !== 'nonprimary' || !follows(state, site)) return {};
  if (!related(state)) {
    return { 'nothing-left-behind': demoted(state, { site }) || peer === 'disabling' };
  }
  if (peer !== 'primary' && peer !== 'nonprimary') return {};
  return {
    ...(at.status(state, site) === 'replaying' && {
      'status-tells-the-truth': hasPrefix(state, site) && !lacks(state, site, at.mode),
    }),
    ...(mayFollow(state, site) && { converges: isThere(state, site, at.mode) }),
  };
}

/** A copy that is one: not freed or flagged by what was interrupted. */
function follows({ context }: PairState, site: Site): boolean {
  const { orphan, resync, identity, bare } = context[site];
  return orphan === 0 && resync === 0 && identity > 0 && bare === 0;
}

/** It lacks a write that it should have by now. */
const lacks = (state: PairState, site: Site, mode: Mode): boolean =>
  (missing(readAt(state, site), expected(state, site, mode)) & state.context.writes) !== nothing;

/** What a copy has once its daemon has nothing left to do. */
function expected({ context }: PairState, site: Site, mode: Mode): History {
  const theirs = heard(context, peerOf(site)) & ~peerCopy(context, site).lost;
  return mode === 'journal' ? theirs : upTo(theirs, newest(peerCopy(context, site).linked));
}

/** It has nothing that its peer lacks. */
const hasPrefix = ({ context }: PairState, site: Site): boolean =>
  isPrefix(context[site].history & ~context.unheard, peerCopy(context, site).history);

/** It can follow its peer, and its daemon is not turned away. */
const mayFollow = (state: PairState, site: Site): boolean =>
  hasPrefix(state, site) &&
  peerCopy(state.context, site).client !== 'disconnected' &&
  peerCopy(state.context, site).bare === 0;

/**
 * It follows a primary, or has taken the demotion of its peer. A first copy does not go on once that is
 * demoted.
 */
function isThere(state: PairState, site: Site, mode: Mode): boolean {
  const pending = mode === 'snapshot' ? snapshotPending : behind;
  if (imageAt(state, peerOf(site)) === 'primary') {
    return state[site].replayer === 'replaying' && !pending(state, { site });
  }
  const first = state.context[site].whole === 0;
  return first || !pending(state, { site }) || demoted(state, { site });
}
