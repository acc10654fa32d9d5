import type { DaemonCommandName } from '../events.ts';
import { machinery } from '../machinery.ts';
import { type Mode, type PoolMode, peerOf, type Site, sites } from '../site.ts';
import { bootstraps } from './bootstrap.ts';
import { settable, tellable } from './by-hand.ts';
import { replaysNext } from './clones.ts';
import { endsDisconnected, turnedAway } from './disconnect.ts';
import { endedByForce } from './ended-by-force.ts';
import {
  active,
  all,
  any,
  flows,
  holds,
  imageIs,
  no,
  obeys,
  reach,
  snaps,
  works,
} from './guards.ts';
import { beginsResync, cutsOff, promotion, retakes, stopsForResync } from './nonprimary.ts';
import { deletesCopy } from './removal.ts';
import { effect, internal } from './transitions.ts';

/**
 * The mirror daemon's replayer of the image at a site (rbd_mirror/ImageReplayer.cc): stopped, at
 * work (`replaying`; the first copy included), about to end after something that nothing waited for
 * (`closing`; journal mode), or stopped by a split-brain.
 */
export function replayer(site: Site, mode: Mode, poolMode: PoolMode) {
  const end = { target: 'stopped', actions: [effect('interrupt', site)] };
  const dies = {
    [`stop-daemon.${site}`]: end,
    [`kill-daemon.${site}`]: end,
    [`kill-site.${site}`]: end,
  };
  const alone = no(holds('halted', site));
  const ending = mode === 'journal' ? 'closing' : 'stopped';
  return machinery.createStateConfig({
    initial: 'stopped',
    states: {
      stopped: {
        on: {
          [`bootstrap.${site}`]: internal(bootstraps(site), 'replaying'),
          [`resume.${site}`]: internal(all(resumes(site, mode), alone), 'replaying'),
          [`split-brain.${site}`]: internal(all(forked(site), alone), 'splitBrain'),
          ...startsByHand(site, mode, 'start-replayer', 'restart-replayer'),
          ...(mode === 'journal' && registers(site)),
        },
      },
      replaying: {
        on: {
          ...dies,
          ...stopsByHand(site, mode),
          ...leaves(site, mode, ending),
          ...(poolMode === 'image' && endedByForce(site, mode, ending)),
          ...copies(site, mode),
        },
      },
      closing: {
        on: {
          ...dies,
          [`stop-replay.${site}`]: internal(active(site), 'stopped'),
          [`retake.${site}`]: internal(retakes(site), 'replaying'),
        },
      },
      splitBrain: {
        on: {
          ...dies,
          ...stopsByHand(site, mode),
          ...startsByHand(site, mode, 'start-replayer'),
          ...leaves(site, mode, 'stopped'),
          ...(poolMode === 'image' && endedByForce(site, mode, 'stopped')),
          [`stop-replay.${site}`]: internal(all(reach(site), no(forked(site))), 'stopped'),
        },
      },
    },
  });
}

/**
 * Where all replayers stand still, one that is started alone works, until it comes to an end (rbd_mirror
 * InstanceReplayer.cc, m_manual_stop). Elsewhere a start by hand only lets the daemon do as it would.
 */
function startsByHand(site: Site, mode: Mode, ...names: DaemonCommandName[]) {
  const starts = all(tellable(site), holds('allHalted', site));
  const candidates = [
    internal(all(starts, resumes(site, mode)), 'replaying'),
    internal(all(starts, forked(site)), 'splitBrain'),
  ];
  return Object.fromEntries(names.map((name) => [`${name}.${site}`, candidates]));
}

/** A stop by hand, and a start anew. */
function stopsByHand(site: Site, mode: Mode) {
  const restart = startsByHand(site, mode, 'restart-replayer')[`restart-replayer.${site}`] ?? [];
  return {
    [`stop-replayer.${site}`]: internal(tellable(site), 'stopped'),
    [`stop-replayers.${site}`]: internal(settable(site), 'stopped'),
    [`restart-replayer.${site}`]: [...restart, internal(tellable(site), 'stopped')],
    [`restart-replayers.${site}`]: internal(settable(site), 'stopped'),
  };
}

/** There is a copy here that the peer's image is to be compared with. */
const compares = (site: Site) =>
  all(
    reach(site),
    imageIs(site, 'nonprimary'),
    holds('related', site),
    no(holds('resyncAsked', site)),
    no(holds('orphan', site)),
    ...sites.map((one) => no(holds('bare', one))),
  );

/** The copy has events that the primary lacks: their histories have forked. */
const forked = (site: Site) =>
  all(compares(site), imageIs(peerOf(site), 'primary'), no(holds('linked', site)));

/** The copy follows a primary, or a demoted peer whose last events it has still to take. */
const resumes = (site: Site, mode: Mode) =>
  all(
    compares(site),
    holds('linked', site),
    no(turnedAway(site)),
    any(
      imageIs(peerOf(site), 'primary'),
      all(
        imageIs(peerOf(site), 'nonprimary'),
        no(holds('demoted', site)),
        no(holds('strands', site)),
        hasMore(site, mode),
      ),
    ),
  );

const hasMore = (site: Site, mode: Mode) =>
  mode === 'snapshot'
    ? holds('snapshotPending', site)
    : all(holds('behind', site), holds('whole', site));

/**
 * A first copy by journal cannot go on once its peer is demoted: its sync point is to be made, and
 * removed, at an image that is read-only by now (rbd_mirror image_sync/SyncPointCreateRequest.cc).
 */
const fails = (site: Site) =>
  all(
    reach(site),
    imageIs(site, 'nonprimary'),
    imageIs(peerOf(site), 'nonprimary'),
    no(holds('whole', site)),
  );

/** A daemon registers at its peer's journal whenever it looks at the image, whatever that is. */
const registers = (site: Site) => ({
  [`register.${site}`]: internal(
    all(
      reach(site),
      any(imageIs(site, 'primary'), imageIs(site, 'nonprimary')),
      imageIs(peerOf(site), 'nonprimary'),
      holds('related', site),
      holds('registersLate', site),
    ),
    undefined,
    effect('connect', site),
  ),
});

/** What ends a replayer besides the death of its daemon; a promotion leaves it `promoted`. */
function leaves(site: Site, mode: Mode, promoted: 'closing' | 'stopped') {
  const promote = promotion(site, mode);
  const forced = all(obeys(site), promote.forced);
  const crashes = internal(all(obeys(site), holds('crashes', site)), 'stopped');
  return {
    [`promote.${site}`]: internal(all(obeys(site), promote.plain), promoted),
    [`promote-force.${site}`]: [crashes, internal(forced, promoted)],
    ...(mode === 'snapshot' && { [`cut-off.${site}`]: internal(cutsOff(site), 'stopped') }),
    [`promote-sealed.${site}`]: internal(all(obeys(site), holds('staysSealed', site)), 'stopped'),
    [`begin-resync.${site}`]: internal(beginsResync(site), 'stopped'),
    [`delete-copy.${site}`]: internal(deletesCopy(site), 'stopped'),
    // What is to obey a resync stops first. Having taken a demotion the replayer stops, unless there is
    // more to follow by now; so it does where the rest of one does not come, and once it is told that
    // mirroring is to end, or that it is disconnected.
    [`stop-replay.${site}`]: internal(
      any(
        all(active(site), holds('demoted', site), no(resumes(site, mode))),
        all(active(site), flows(site), holds('lands', site), holds('staysHalf', site)),
        ...(mode === 'journal' ? [fails(site), endsDisconnected(site), stopsForResync(site)] : []),
        all(active(site), imageIs(site, 'disabling')),
      ),
      'stopped',
    ),
  };
}

/** What a replayer copies, and how. */
function copies(site: Site, mode: Mode) {
  const able = mode === 'snapshot' ? snaps(site) : works(site);
  const there = any(imageIs(site, 'nonprimary'), imageIs(site, 'disabling'));
  const replaying = all(able, there, holds('related', site));
  const next = all(holds('related', site), holds('snapshotPending', site));
  const pending =
    mode === 'snapshot'
      ? all(able, there, any(next, holds('lands', site)))
      : all(replaying, no(holds('whole', site)), imageIs(peerOf(site), 'primary'));
  const ahead = all(works(site), there, holds('asksAhead', site), next);
  const follows = any(holds('related', site), holds('mistaken', site));
  const whole = all(able, there, follows, holds('whole', site));
  const entry = all(whole, holds('behind', site), replaysNext(site));
  const ends = mode === 'snapshot' ? all(pending, flows(site), holds('whole', site)) : entry;
  const finish = mode === 'snapshot' ? 'finishSync' : 'finishFirstCopy';
  const nearEnd = all(ends, holds('races', site));
  const syncs = {
    [`near-end.${site}`]: internal(nearEnd, undefined, effect('nearEnd', site)),
    [`sync-part.${site}`]: internal(
      all(any(pending, ahead), no(holds('inPart', site))),
      undefined,
      effect('beginPart', site),
    ),
    [`sync-done.${site}`]: internal(all(pending, flows(site)), undefined, effect(finish, site)),
  };
  if (mode === 'snapshot') return syncs;
  const overlooks = all(deletesCopy(site), holds('overlooks', site), no(holds('blind', site)));
  return {
    ...syncs,
    [`overlook-removal.${site}`]: internal(overlooks, undefined, effect('overlook', site)),
    [`prune-sync-point.${site}`]: internal(
      all(whole, holds('keepsSyncPoint', site)),
      undefined,
      effect('pruneSyncPoint', site),
    ),
    [`replay.${site}`]: internal(entry, undefined, effect('replayOne', site)),
  };
}
