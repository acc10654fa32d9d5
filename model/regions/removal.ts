import { type Mode, peerOf, type Site } from '../site.ts';
import { takesLock } from './disconnect.ts';
import { all, any, flows, hasRoom, holds, no, obeys, replayerIs, works } from './guards.ts';
import { accept, effect, internal, refuse } from './transitions.ts';

/** Journal mode: a first copy at the peer is under way, from a snapshot that it took here. */
const marksSyncPoint = (site: Site) => {
  const peer = peerOf(site);
  return all(holds('related', site), holds('inPart', peer), no(holds('whole', peer)));
};

/** What is held back from the peer cannot be removed either: the model gives no answer then. */
export const remove = (site: Site, mode: Mode) => [
  refuse('ENOTEMPTY', any(holds('keepsSyncPoint', site), holds('hasSnapshots', site))),
  ...(mode === 'journal' ? [refuse('ENOTEMPTY', marksSyncPoint(site))] : []),
  refuse('CRASH', holds('brokenJournal', site)),
  accept([effect('forget', site)], { guard: flows(peerOf(site)), target: 'absent' }),
];

/** What removes an image takes its name from the pool's list last. */
export const leavesName = (site: Site) =>
  internal(obeys(site), 'absent', effect('forget', site), effect('leaveName', site));

/**
 * A second image in the trash is more than the model keeps track of: it gives no answer then. One that was
 * `mirrored` by journal keeps the journaling feature there (librbd api/Trash.cc, disable_mirroring).
 */
export const trash = (site: Site, mirrored?: Mode) => [
  accept(
    [...(mirrored === 'journal' ? [effect('keepJournal', site)] : []), effect('trash', site)],
    { guard: no(holds('inTrash', site)), target: 'absent' },
  ),
];

/** What is in the trash is taken back; where its name is taken, the model gives no answer. */
export const restore = (site: Site) => [
  refuse('HANG', all(holds('inTrash', site), no(hasRoom(site)), no(holds('nameOnly', site)))),
  accept([effect('restore', site)], {
    guard: all(holds('inTrash', site), no(holds('nameOnly', site))),
    target: 'unmirrored',
  }),
  refuse('ENOENT', no(holds('inTrash', site))),
];

/** A name that is in use: a restore is asked for only where the trash is empty. */
export const noneInTrash = (site: Site) => [refuse('ENOENT', no(holds('inTrash', site)))];

export const refusedRemoval = (site: Site, mode: Mode) => {
  const kept = any(holds('keepsSyncPoint', site), holds('hasSnapshots', site));
  return [...busy(site, mode), refuse('ENOTEMPTY', kept), refuse('EINVAL')];
};

export const refusedTrash = (site: Site, mode: Mode) => [...busy(site, mode), refuse('EINVAL')];

const busy = (site: Site, mode: Mode) =>
  mode === 'journal' ? [refuse('EBUSY', any(replayerIs(site, 'replaying'), takesLock(site)))] : [];

/**
 * The peer has no such mirrored image any more. A demoted copy is kept all the same (rbd_mirror
 * TrashMoveRequest: EPERM on an orphan): it may be the last one. And a replayer does not end before
 * what it has asked for has come.
 */
export const deletesCopy = (site: Site) =>
  all(
    works(site),
    no(holds('related', site)),
    no(holds('demoted', site)),
    no(holds('orphan', site)),
    no(holds('staysHalf', site)),
    no(all(replayerIs(site, 'replaying'), holds('inPart', site), no(flows(site)))),
    no(all(holds('blind', site), replayerIs(site, 'replaying'))),
  );
