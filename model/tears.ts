import { related } from './conditions.ts';
import { change, peerCopy } from './context.ts';
import { only } from './history.ts';
import type { Effect } from './machinery.ts';
import { isClone } from './shape.ts';
import { peerOf } from './site.ts';

/**
 * How copies of clones are torn (tracker.ceph.com/issues/61891). Where a clone is first written to, the
 * object is copied up from the parent, below all of its snapshots. A sync copies what differs between
 * two snapshots, so it takes the write alone; only the first one takes whole objects.
 */

/** A change to a clone that copies up: it tears a copy that was made before, once that takes it over. */
export const copyingUp =
  (effect: Effect): Effect =>
  (context, site) => {
    const done = effect(context, site);
    const { edits, next } = context;
    if (!isClone(edits, context[site].history) || !related({ context })) return done;
    const { whole, part, tears, doubts } = peerCopy(context, site);
    const peer = peerOf(site);
    if (whole === 1) return change(done, peer, { tears: tears | only(next) });
    // In the middle of the first sync it depends on the object.
    return part === 1 ? change(done, peer, { doubts: doubts | only(next) }) : done;
  };

/** A sync that leaves its copy torn; the first one takes the source as it is. */
export const takingTears =
  (finish: Effect): Effect =>
  (context, site) => {
    const { whole, tears, doubts } = context[site];
    const copied = finish(context, site);
    if (whole === 1) return change(copied, site, { tears, doubts });
    const source = peerCopy(context, site);
    return change(copied, site, {
      tears: source.tears & source.history,
      doubts: doubts | (source.doubts & source.history),
    });
  };
