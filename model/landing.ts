import { heard, syncTarget } from './conditions.ts';
import { change, type PairContext } from './context.ts';
import { type History, nothing, only, upTo } from './history.ts';
import { peerOf, type Site } from './site.ts';

/**
 * A sync that has begun goes on although the peer's image is mirrored no more, as long as its daemon
 * lives, for what it reads is under way. Of account only where it brings a demotion, with which a copy
 * is kept for good, and without which it is deleted.
 */

/** What a copy has been through once the sync is complete that has copied it in part. */
export const arriving = (context: PairContext, site: Site): History =>
  context[site].landing === nothing
    ? context[site].history | upTo(heard(context, peerOf(site)), syncTarget(context, site))
    : context[site].landing;

/** Whether a sync is half-way, and what it copies is a demotion. */
export const demotionHalfWay = (context: PairContext, site: Site): boolean =>
  context[site].part === 1 && (context[site].landing !== nothing || demotionNext(context, site));

/** Whether what a sync copies next, or copies, is a demotion. */
export const demotionNext = (context: PairContext, site: Site): boolean =>
  (only(syncTarget(context, site)) & context.demotions) !== nothing;

/** The image at a site is about to be mirrored no more: a sync of its demotion goes on at the peer. */
export function abandon(context: PairContext, site: Site): PairContext {
  const peer = peerOf(site);
  if (!demotionHalfWay(context, peer)) return context;
  return change(context, peer, { landing: arriving(context, peer) });
}

/** All that is on its way to a copy has come, and counts as copied whole. */
export const land = (context: PairContext, site: Site): PairContext =>
  change(context, site, { history: arriving(context, site), landing: nothing, part: 0 });
