import { machinery } from '../machinery.ts';
import { type Mode, peerOf, type Site } from '../site.ts';
import { active, all, any, holds, imageIs, no, reach, up } from './guards.ts';
import { beginsResync, deletesCopy, promotion } from './image.ts';
import { effect, internal } from './transitions.ts';

/**
 * The mirror daemon's replayer of the image at a site (rbd_mirror/ImageReplayer.cc): stopped, at
 * work (`replaying`; the first copy included), or stopped by a split-brain.
 */
export function replayer(site: Site, mode: Mode) {
  const dies = {
    [`stop-daemon.${site}`]: { target: 'stopped' },
    [`kill-daemon.${site}`]: { target: 'stopped' },
    [`kill-site.${site}`]: { target: 'stopped' },
  };
  return machinery.createStateConfig({
    initial: 'stopped',
    states: {
      stopped: {
        on: {
          [`bootstrap.${site}`]: internal(bootstraps(site), 'replaying'),
          [`resume.${site}`]: internal(resumes(site, mode), 'replaying'),
          [`split-brain.${site}`]: internal(forked(site), 'splitBrain'),
        },
      },
      replaying: {
        on: { ...dies, ...leaves(site, mode), ...copies(site, mode) },
      },
      splitBrain: {
        on: {
          ...dies,
          ...leaves(site, mode),
          [`stop-replay.${site}`]: internal(all(reach(site), no(forked(site))), 'stopped'),
        },
      },
    },
  });
}

const bootstraps = (site: Site) =>
  all(reach(site), imageIs(site, 'absent'), imageIs(peerOf(site), 'primary'));

/** There is a copy here that the peer's image is to be compared with. */
const compares = (site: Site) =>
  all(
    reach(site),
    any(imageIs(site, 'nonprimary'), imageIs(site, 'creating')),
    holds('related', site),
    no(holds('resyncAsked', site)),
  );

/** The copy has events that the primary lacks: their histories have forked. */
const forked = (site: Site) =>
  all(compares(site), imageIs(peerOf(site), 'primary'), no(holds('linked', site)));

/** The copy follows a primary, or a demoted peer whose last events it has still to take. */
const resumes = (site: Site, mode: Mode) =>
  all(
    compares(site),
    holds('linked', site),
    any(
      imageIs(peerOf(site), 'primary'),
      all(imageIs(peerOf(site), 'nonprimary'), no(holds('demoted', site)), hasMore(site, mode)),
    ),
  );

const hasMore = (site: Site, mode: Mode) =>
  mode === 'snapshot' ? holds('snapshotPending', site) : holds('behind', site);

/** What ends a replayer besides the death of its daemon. */
function leaves(site: Site, mode: Mode) {
  const promote = promotion(site, mode);
  return {
    [`promote.${site}`]: internal(all(up(site), promote.plain), 'stopped'),
    [`promote-force.${site}`]: internal(all(up(site), promote.forced), 'stopped'),
    [`begin-resync.${site}`]: internal(beginsResync(site), 'stopped'),
    [`delete-copy.${site}`]: internal(deletesCopy(site), 'stopped'),
    // Having taken a demotion the replayer stops, unless there is more to follow by now.
    [`stop-replay.${site}`]: internal(
      all(active(site), holds('demoted', site), no(resumes(site, mode))),
      'stopped',
    ),
  };
}

/** What a replayer copies, and how. */
function copies(site: Site, mode: Mode) {
  const replaying = all(reach(site), imageIs(site, 'nonprimary'), holds('related', site));
  const pending =
    mode === 'snapshot'
      ? all(replaying, holds('snapshotPending', site))
      : all(replaying, no(holds('whole', site)));
  const finish = mode === 'snapshot' ? 'finishSync' : 'finishFirstCopy';
  const syncs = {
    [`sync-part.${site}`]: internal(
      all(pending, no(holds('inPart', site))),
      undefined,
      effect('beginPart', site),
    ),
    [`sync-done.${site}`]: internal(pending, undefined, effect(finish, site)),
  };
  if (mode === 'snapshot') return syncs;
  const overlooks = all(deletesCopy(site), holds('overlooks', site), no(holds('blind', site)));
  return {
    ...syncs,
    [`overlook-removal.${site}`]: internal(overlooks, undefined, effect('overlook', site)),
    [`prune-sync-point.${site}`]: internal(
      all(replaying, holds('whole', site), holds('keepsSyncPoint', site)),
      undefined,
      effect('pruneSyncPoint', site),
    ),
    [`replay.${site}`]: internal(
      all(replaying, holds('whole', site), holds('behind', site)),
      undefined,
      effect('replayOne', site),
    ),
  };
}
