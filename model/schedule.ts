import type { Condition } from './conditions.ts';
import { change, type PairContext } from './context.ts';
import { linkNewest } from './effects.ts';
import { newest, only } from './history.ts';
import type { Site } from './site.ts';
import { type PairState, takesWrites } from './views.ts';

/**
 * Mirror snapshots that the manager of a site takes by itself (pybind/mgr/rbd_support,
 * mirror_snapshot_schedule.py). It keeps a schedule by the image's id: so it outlives the image's name,
 * role and mirroring, and not the image. Each minute it looks through what it keeps, and drops what is
 * of no image that is mirrored by snapshots.
 *
 * It takes one each minute, whether there is anything new or not. Such a snapshot is no event: it is of
 * the newest there is. One that would tell the peer nothing new changes nothing.
 */

/** The manager has a schedule for what is not mirrored any more, or lies in the trash. */
export const scheduledInVain: Condition = ({ context }, { site }) => {
  const { scheduled, binnedScheduled, identity } = context[site];
  return binnedScheduled === 1 || (scheduled === 1 && identity === 0);
};

/** It has one for the image, and a mirror snapshot taken now would tell something, or let go of something. */
export const snapshotDue: Condition = ({ context }, { site }) => {
  const { scheduled, history, linked, pins } = context[site];
  if (scheduled === 0 || (only(newest(history)) & context.unheard) !== 0) return false;
  const after = linkNewest(context, site)[site];
  return after.linked !== linked || after.pins !== pins;
};

/** Whether the manager of a site takes a mirror snapshot each minute as things are. */
export const takesSnapshots = (state: PairState, site: Site): boolean => {
  const { scheduled, sealed } = state.context[site];
  return (
    takesWrites(state, site) && state[site].image === 'primary' && scheduled === 1 && sealed === 0
  );
};

/** The manager is to take mirror snapshots of the image. */
export const schedule = (context: PairContext, site: Site): PairContext =>
  change(context, site, { scheduled: 1 });

/** It is not to any more. */
export const unschedule = (context: PairContext, site: Site): PairContext =>
  change(context, site, { scheduled: 0 });

/** The manager drops what it has a schedule for in vain. */
export const dropSchedule = (context: PairContext, site: Site): PairContext =>
  change(context, site, {
    binnedScheduled: 0,
    ...(context[site].identity === 0 && { scheduled: 0 }),
  });
