import { type Mode, peerOf, type Site } from '../site.ts';
import { all, any, flows, type Guard, holds, no, parentFlows, parentIs } from './guards.ts';
import { accept, effect, refuse } from './transitions.ts';

/** The parent is here in part, and no more of it comes. */
const halfParent = (site: Site): Guard => all(parentIs(site, 'copying'), no(parentFlows(site)));

/**
 * An image is made as a clone; the parent, with the first one. Elsewhere it has to be there; while no
 * more than a part of it comes, or its name is taken, the model gives no answer.
 */
export const clone = (site: Site) => [
  refuse('ENOENT', all(parentIs(site, 'absent'), no(parentIs(peerOf(site), 'absent')))),
  accept([effect('clone', site)], {
    guard: all(holds('room', site), no(halfParent(site)), no(holds('nameOnly', site))),
    target: 'unmirrored',
  }),
];

/** A clone whose parent is not mirrored is not mirrored either (librbd Mirror.cc, image_enable). */
export const parentless = (site: Site): Guard =>
  all(
    holds('isClone', site),
    any(holds('parentGone', site), parentIs(site, 'absent', 'unmirrored')),
  );

/** A mirror daemon can make a copy of the peer's image, since what that is a clone of is here. */
export const hasParentFor = (site: Site): Guard => {
  const peer = peerOf(site);
  return any(
    no(any(holds('holdsParent', peer), holds('mayHoldParent', peer))),
    all(
      no(holds('parentGone', peer)),
      any(
        all(parentIs(peer, 'primary'), parentIs(site, 'copied')),
        all(parentIs(peer, 'copied'), parentIs(site, 'primary')),
        all(parentIs(peer, 'primary'), parentIs(site, 'copying'), holds('clonesEarly', site)),
      ),
    ),
  );
};

/** Nothing that an image or its parent is made of is held back from the peer. */
const free = (site: Site): Guard => all(flows(peerOf(site)), parentFlows(peerOf(site)));

/** What is held back from the peer cannot be copied up either: the model gives no answer then. */
export function flatten(site: Site, mode: Mode) {
  const parted = refuse('EINVAL', no(holds('isClone', site)));
  const readOnly = refuse('EROFS', holds('sealed', site));
  const first = mode === 'snapshot' ? [readOnly, parted] : [parted, readOnly];
  return [...first, ...copyingUp('flatten', site, free(site))];
}

/** A flatten that is replayed has to read and write every object too. */
export const replaysNext = (site: Site): Guard => any(no(holds('flattensNext', site)), free(site));

/** In journal mode librbd looks for a parent first, and then asks for the lock. */
export const refusedFlatten = (site: Site, mode: Mode) => [
  ...(mode === 'journal' ? [refuse('EINVAL', no(holds('isClone', site)))] : []),
  refuse('EROFS'),
];

/** A write copies up what shows through from the parent; an image that is sealed takes none. */
export const write = (site: Site) => [
  refuse('EROFS', holds('sealed', site)),
  ...copyingUp('write', site, holds('room', site)),
];

/** What copies up takes what there is of the parent, which may be here in part only. */
function copyingUp(name: 'write' | 'flatten', site: Site, guard: Guard) {
  const able = all(holds('room', site), guard);
  const lacking = all(holds('isClone', site), halfParent(site));
  return [
    accept([effect(name, site), effect('tear', site)], { guard: all(able, lacking) }),
    accept([effect(name, site)], { guard: able }),
  ];
}
