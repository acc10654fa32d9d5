import { demoted } from './conditions.ts';
import { change } from './context.ts';
import type { Deviation } from './deviation.ts';

/** A resync that releases obey too early, so that the last copy may be thrown away, or forget. */
export const resyncsAstray: readonly Deviation[] = [
  {
    name: 'resync-discards-while-replaying',
    about:
      'A journal replayer at work obeys a resync at once, although its peer is no primary to copy from',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source:
      'tracker.ceph.com/issues/70948, which is about snapshot mode; seen on 16.2.15, 18.2.7 and 20.2.4',
    modes: ['journal'],
    conditions: { resyncsBlindly: () => () => true },
  },
  {
    name: 'resync-discards-while-syncing',
    about:
      'A snapshot replayer at work obeys a resync at once, although its peer is no primary to copy from',
    releases: [16, 17, 18, 19],
    always: true,
    source:
      'tracker.ceph.com/issues/70948, mended in 20.2 by ceph/ceph pull request 64740; seen on 16.2.15 ' +
      'and 18.2.7, not so on 20.2.4',
    modes: ['snapshot'],
    conditions: { resyncsBlindly: () => () => true },
  },
  {
    name: 'resync-overlooks-a-demotion',
    about:
      'A snapshot replayer that was asked for a resync while it could not reach its peer obeys once it can, ' +
      'although its peer was demoted meanwhile, and is no primary to copy from',
    releases: [16, 17, 18, 19, 20],
    source: 'what ceph/ceph pull request 64740 has left; seen on 16.2.15, 18.2.7 and 20.2.4',
    modes: ['snapshot'],
    conditions: {
      resyncsBlindly: () => (at, params) =>
        at.context[params.site].part === 0 && !demoted(at, params),
    },
  },
  {
    name: 'resync-outlives-a-promotion',
    about:
      'A resync is asked for while the peer cannot be reached, and the copy promoted by force: once it is ' +
      'demoted the replayer that was asked before throws it away, although its peer is no primary to copy from',
    releases: [16, 17, 18, 19, 20],
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4',
    modes: ['journal'],
    conditions: { resyncsLate: () => (at, params) => demoted(at, params) },
  },
  {
    name: 'refused-disable-forgets-the-resync',
    about:
      'To disable a copy without force is refused (EINVAL), and a resync that was asked for before is ' +
      'forgotten',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4',
    modes: ['snapshot'],
    effects: { refuseDisable: () => (context, site) => change(context, site, { resync: 0 }) },
  },
];
