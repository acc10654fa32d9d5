import { type Mode, peerOf, type Site } from '../site.ts';
import { has } from './feature.ts';
import { all, any, type Guard, hasRoom, holds, imageIs, no, reach, replayerIs } from './guards.ts';
import { accept, type Candidate, effect, refuse } from './transitions.ts';

/** The peer's daemon is a client of the journal here: it made its copy from it, or follows it. */
const hasClient = (site: Site): Guard => {
  const peer = peerOf(site);
  const follows = any(replayerIs(peer, 'replaying'), replayerIs(peer, 'splitBrain'));
  return any(holds('hasClient', site), all(holds('related', site), follows));
};

/**
 * Nor can that daemon be at a copy that it cannot make, as there is another image in the way: for that it is no
 * client for a moment (rbd_mirror journal/CreateLocalImageRequest.cc, unregister_client).
 */
const keptClient = (site: Site): Guard =>
  all(hasClient(site), any(holds('related', site), no(reach(peerOf(site)))));

/** The peer's daemon has not come to look at the image, so that it is no client of its journal. */
const hasNone = (site: Site): Guard => {
  const peer = peerOf(site);
  const met = any(reach(peer), holds('nameOnly', peer), holds('isClone', site));
  return all(imageIs(peer, 'absent'), no(met));
};

/**
 * How a mirrored image answers `rbd journal client disconnect` (rbd/action/Journal.cc): journal mode
 * has all clients of peers disconnected, if there are any. When a daemon becomes a client of a journal
 * that it does not follow nobody is told: the model gives no answer then.
 */
export const disconnect = (site: Site, mode: Mode): Candidate[] =>
  mode === 'snapshot'
    ? journalless(site, mode)
    : [
        refuse('HANG', all(keptClient(site), no(hasRoom(site)))),
        accept([effect('disconnect', site)], { guard: keptClient(site) }),
        refuse('ENOENT', hasNone(site)),
      ];

/**
 * An image without a journal, or with one that has no clients of peers. Where an interrupted command may
 * have left it one or not, the model gives no answer.
 */
export const journalless = (site: Site, mode: Mode): Candidate[] =>
  mode === 'snapshot'
    ? [refuse('ENOENT', holds('journaled', site)), refuse('EINVAL')]
    : [
        refuse('ENOENT', all(holds('sure', site), has(site))),
        refuse('EINVAL', all(holds('sure', site), no(has(site)))),
      ];

/** The journal of the peer's image turns the replayer here away. */
export const turnedAway = (site: Site): Guard =>
  all(holds('related', site), holds('disconnected', site));

/** A replayer at work is to stop once it learns that; the first copy it completes. */
export const endsDisconnected = (site: Site): Guard =>
  all(turnedAway(site), reach(site), holds('whole', site));

/** A replayer that is turned away comes back every so often (`rbd_mirror_image_state_check_interval`). */
export const comesBack = (site: Site): Guard =>
  all(
    turnedAway(site),
    reach(site),
    any(imageIs(peerOf(site), 'primary'), no(holds('demoted', site))),
    no(holds('halted', site)),
  );

/** It comes back just now, and has the image's lock: only as a deviation. */
export const takesLock = (site: Site): Guard => all(comesBack(site), holds('takesLock', site));
