import { machinery } from '../machinery.ts';
import { type Mode, peerOf, type Site } from '../site.ts';
import { active, all, any, type Guard, holds, imageIs, no, reach, replayerIs } from './guards.ts';
import { accept, answers, effect, internal, refuse } from './transitions.ts';

/** When a promotion of a non-primary image is accepted, and what can be in its way. */
export function promotion(
  site: Site,
  mode: Mode,
): Record<'plain' | 'forced' | 'locked' | 'hangs', Guard> {
  const room = holds('room', site);
  const held = replayerIs(site, 'replaying');
  const hangs = all(holds('hangs', site), held, no(reach(site)));
  const arrived = all(room, holds('promotable', site));
  return {
    plain: mode === 'snapshot' ? all(arrived, no(held)) : arrived,
    // librbd's snapshot::PromoteRequest needs the exclusive lock that the daemon still holds.
    locked: all(holds('demoted', site), held),
    forced: all(room, holds('whole', site), no(hangs)),
    hangs,
  };
}

/**
 * The image at a site: absent, unmirrored, being created by the mirror daemon, primary, or
 * non-primary (a demoted image is non-primary too; the condition `demoted` tells). Every command is
 * answered in every state, as librbd answers it (api/Mirror.cc).
 */
export const image = (site: Site, mode: Mode) =>
  machinery.createStateConfig({
    initial: 'absent',
    states: {
      absent: absent(site),
      unmirrored: unmirrored(site, mode),
      creating: creating(site),
      primary: primary(site, mode),
      nonprimary: nonprimary(site, mode),
    },
  });

const linkIn = (mode: Mode, site: Site) =>
  mode === 'snapshot' ? [effect('linkNewest', site)] : [];

const write = (site: Site) => accept([effect('write', site)], { guard: holds('room', site) });

const remove = (site: Site) => [
  refuse('ENOTEMPTY', holds('keepsSyncPoint', site)),
  accept([effect('forget', site)], { target: 'absent' }),
];

/**
 * The peer has no such mirrored image any more. A demoted copy is kept all the same (rbd_mirror
 * TrashMoveRequest: EPERM on an orphan): it may be the last one.
 */
export const deletesCopy = (site: Site) =>
  all(
    reach(site),
    no(holds('related', site)),
    no(holds('demoted', site)),
    no(all(holds('blind', site), replayerIs(site, 'replaying'))),
  );

const absent = (site: Site) => ({
  on: {
    ...answers(site, {
      create: [accept([effect('create', site)], { target: 'unmirrored' })],
      enable: [refuse('ENOENT')],
      disable: [refuse('ENOENT')],
      write: [refuse('ENOENT')],
      snapshot: [refuse('ENOENT')],
      promote: [refuse('ENOENT')],
      'promote-force': [refuse('ENOENT')],
      demote: [refuse('ENOENT')],
      resync: [refuse('ENOENT')],
      remove: [refuse('ENOENT')],
    }),
    [`bootstrap.${site}`]: internal(
      all(reach(site), imageIs(peerOf(site), 'primary')),
      'creating',
      effect('adopt', site),
    ),
  },
});

const unmirrored = (site: Site, mode: Mode) => ({
  on: answers(site, {
    create: [refuse('EEXIST')],
    enable: [
      accept([effect('enable', site), ...linkIn(mode, site)], {
        guard: holds('room', site),
        target: 'primary',
      }),
    ],
    disable: [accept([])],
    write: [write(site)],
    snapshot: [refuse('EINVAL')],
    promote: [refuse('ENOENT')],
    'promote-force': [refuse('ENOENT')],
    demote: [refuse('EINVAL')],
    resync: [refuse('ENOENT')],
    remove: remove(site),
  }),
});

const creating = (site: Site) => ({
  on: {
    ...answers(site, {
      create: [refuse('EEXIST')],
      enable: [accept([])],
      disable: [refuse('EINVAL')],
      write: [refuse('EROFS')],
      snapshot: [refuse('EINVAL')],
      promote: [refuse('EINVAL')],
      'promote-force': [refuse('EINVAL')],
      demote: [refuse('EINVAL')],
      resync: [refuse('EINVAL')],
      remove: [refuse('EBUSY')],
    }),
    [`create-copy.${site}`]: internal(
      all(reach(site), replayerIs(site, 'replaying'), holds('related', site)),
      'nonprimary',
    ),
    [`delete-copy.${site}`]: internal(deletesCopy(site), 'absent', effect('forget', site)),
  },
});

const primary = (site: Site, mode: Mode) => ({
  on: answers(site, {
    create: [refuse('EEXIST')],
    enable: [accept([])],
    disable: [accept([effect('disable', site)], { target: 'unmirrored' })],
    write: [write(site)],
    snapshot: [
      mode === 'snapshot'
        ? accept([effect('record', site), effect('linkNewest', site)], {
            guard: holds('room', site),
          })
        : refuse('EINVAL'),
    ],
    promote: [refuse('EINVAL')],
    'promote-force': [refuse('EINVAL')],
    demote: [
      accept([effect('record', site), effect('markDemotion', site), ...linkIn(mode, site)], {
        guard: holds('room', site),
        target: 'nonprimary',
      }),
    ],
    resync: [refuse('EINVAL')],
    remove: remove(site),
  }),
});

const nonprimary = (site: Site, mode: Mode) => {
  const promote = promotion(site, mode);
  const takeOver = [effect('takeOver', site), ...linkIn(mode, site)];
  return {
    on: {
      ...answers(site, {
        create: [refuse('EEXIST')],
        enable: [accept([])],
        disable: [refuse('EINVAL')],
        write: refusedWrite(site, mode),
        snapshot: [refuse('EINVAL')],
        promote: [
          accept(takeOver, { guard: promote.plain, target: 'primary' }),
          refuse('EROFS', promote.locked),
          refuse('EBUSY'),
        ],
        'promote-force': [
          refuse('HANG', promote.hangs),
          accept([effect('rollBack', site), ...takeOver], {
            guard: promote.forced,
            target: 'primary',
          }),
          refuse('EINVAL'),
        ],
        demote: [refuse('EINVAL')],
        resync: [accept([effect('flagResync', site)])],
        remove: refusedRemoval(site, mode),
      }),
      [`begin-resync.${site}`]: internal(beginsResync(site), 'absent', effect('discard', site)),
      [`delete-copy.${site}`]: internal(deletesCopy(site), 'absent', effect('forget', site)),
    },
  };
};

/** librbd's image open tells a snapshot-mode copy from a journal-mode one, whose lock it asks for. */
const refusedWrite = (site: Site, mode: Mode) =>
  mode === 'snapshot'
    ? [refuse('EROFS')]
    : [refuse('EROFS', replayerIs(site, 'replaying')), refuse('EPERM')];

const refusedRemoval = (site: Site, mode: Mode) =>
  mode === 'snapshot'
    ? [refuse('EINVAL')]
    : [
        refuse('EBUSY', replayerIs(site, 'replaying')),
        refuse('ENOTEMPTY', holds('keepsSyncPoint', site)),
        refuse('EINVAL'),
      ];

/** A resync acts only once the peer is primary (since 16.2.11), lest the last copy be thrown away. */
export const beginsResync = (site: Site) =>
  all(
    holds('resyncAsked', site),
    any(
      all(reach(site), imageIs(peerOf(site), 'primary'), holds('related', site)),
      all(active(site), replayerIs(site, 'replaying'), holds('resyncsBlindly', site)),
    ),
  );
