import { demoted, pendingSnapshots, syncTarget } from './conditions.ts';
import { change, type PairContext } from './context.ts';
import type { Deviation } from './deviation.ts';
import { type History, newest, nothing, only } from './history.ts';
import { arriving, demotionHalfWay, demotionNext, land } from './landing.ts';
import { snapshotsIn } from './shape.ts';
import type { Site } from './site.ts';

/** The copy counts as holding these writes, and lacks some: on the simulated pair the newest. */
const lacking = (context: PairContext, site: Site, writes: History): PairContext =>
  writes === nothing
    ? context
    : change(context, site, { lost: context[site].lost | only(newest(writes)) });

/** What was copied in part counts as copied whole, so that the peer follows it. */
const taken = (context: PairContext, site: Site): PairContext => {
  if (!demotionHalfWay(context, site)) return context;
  const landed = land(context, site);
  const writes = landed[site].history & ~context[site].history & context.writes;
  return lacking(landed, site, writes);
};

/** What releases do otherwise with a copy that a sync has copied in part. */
export const halfCopied: readonly Deviation[] = [
  {
    name: 'forced-promotion-hangs',
    about: 'A forced promotion in the middle of a sync waits for a peer that is away, without end',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source: 'tracker.ceph.com/issues/62163; seen on 16.2.15, 18.2.7 and 20.2.4',
    conditions: {
      hangs:
        () =>
        ({ context }, { site }) =>
          context[site].part === 1,
    },
  },
  {
    name: 'forced-promotion-crashes',
    about:
      'A forced promotion in the middle of a sync that brings a snapshot of a user crashes its client',
    releases: [16, 17],
    always: true,
    source:
      'tracker.ceph.com/issues/70075, fixed by ceph/ceph pull request 61906 (18.2.5, 19.2.2); ' +
      'seen on 16.2.15, not so on 18.2.7 and 20.2.4',
    modes: ['snapshot'],
    conditions: {
      crashes: (crashes) => (at, params) => {
        const { context } = at;
        const { site } = params;
        if (context[site].part === 0 || syncTarget(context, site) < 0) return crashes(at, params);
        const { edits } = context;
        const held = snapshotsIn(edits, context[site].history);
        const more = snapshotsIn(edits, arriving(context, site)) & ~held;
        return more !== nothing || crashes(at, params);
      },
    },
  },
  {
    name: 'forced-promotion-meets-the-end-of-a-sync',
    about:
      'A forced promotion while the mirror daemon ends a sync crashes its client: the snapshot that ' +
      'it was to roll back to is removed by then',
    releases: [16, 17, 18],
    source:
      'seen on 16.2.15, in 5 of 60 within 0.4 s of a mirror snapshot at the peer, and on 18.2.7, ' +
      'once in 400 generated scenarios',
    modes: ['snapshot'],
    conditions: {
      races:
        () =>
        ({ context }, { site }) =>
          context[site].nearEnd === 0,
      crashes: (crashes) => (at, params) => {
        const { nearEnd, orphan } = at.context[params.site];
        const follows = orphan === 0 && !demoted(at, params);
        const ends = nearEnd === 1 && pendingSnapshots(at.context, params.site) !== nothing;
        return (follows && ends) || crashes(at, params);
      },
    },
  },
  {
    name: 'unfinished-copy-counts-as-primary',
    about:
      'A copy whose making has only begun is taken for a primary: to disable it, or to move it to the ' +
      'trash, is accepted without force',
    releases: [16, 17, 18, 19, 20],
    source: 'librbd mirror/GetInfoRequest.cc, calc_promotion_state; seen on 16.2.15',
    modes: ['snapshot'],
    conditions: { startsUnmarked: () => () => true },
  },
  {
    name: 'forced-promotion-rolls-back-too-far',
    about:
      'A forced promotion in the middle of a sync goes back to what the copy held before its last ' +
      'complete sync, not after it',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4',
    effects: {
      finishSync: (finish) => (context, site) =>
        change(finish(context, site), site, { previous: context[site].history }),
      rollBack: (rollBack) => (context, site) => {
        const { part, history, previous } = context[site];
        return change(rollBack(context, site), site, { history: part === 1 ? previous : history });
      },
    },
  },
  {
    name: 'forced-promotion-takes-half-a-demotion',
    about:
      'A forced promotion while the demotion snapshot is copied in part rolls nothing back: the copy ' +
      'is a mix of two points in time, and the old primary follows it; a living mirror daemon refuses ' +
      'its lock (EROFS)',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4',
    modes: ['snapshot'],
    conditions: {
      takesHalfDemotion:
        () =>
        ({ context }, { site }) =>
          demotionHalfWay(context, site),
    },
    effects: {
      rollBack: (rollBack) => (context, site) =>
        demotionHalfWay(context, site) ? taken(context, site) : rollBack(context, site),
    },
  },
  {
    name: 'half-copied-demotion-is-promoted',
    about:
      'A promotion without force is accepted while the demotion snapshot is copied in part, and the ' +
      'old primary follows what came of it',
    releases: [16, 17, 18, 19],
    always: true,
    source: 'seen on 16.2.15 and 18.2.7; refused by 20.2.4',
    modes: ['snapshot'],
    conditions: {
      promotable: (demoted) => (at, params) =>
        demoted(at, params) || demotionHalfWay(at.context, params.site),
    },
    effects: {
      takeOver: (takeOver) => (context, site) => takeOver(taken(context, site), site),
    },
  },
  {
    name: 'interrupted-demotion-is-not-taken',
    about:
      'A copy whose mirror daemon ends while it copies a demotion snapshot never takes the rest of ' +
      'it: both sites say that the remote image is not primary',
    releases: [16, 17, 18, 19],
    always: true,
    source: 'seen on 16.2.15 and 18.2.7; not so on 20.2.4',
    modes: ['snapshot'],
    conditions: {
      strands:
        () =>
        ({ context }, { site }) =>
          demotionHalfWay(context, site),
    },
  },
  {
    name: 'half-copied-demotion-stays',
    about:
      'A copy whose sync of a demotion comes to no end is not deleted when mirroring of its peer is ' +
      'disabled, or its peer removed; it is in the way of the next image of its name',
    releases: [16, 17, 18, 19],
    always: true,
    source: 'seen on 16.2.15 and 18.2.7; not so on 20.2.4',
    modes: ['snapshot'],
    conditions: {
      staysHalf:
        () =>
        ({ context }, { site }) =>
          demotionHalfWay(context, site),
      asksAhead:
        () =>
        ({ context }, { site }) =>
          demotionNext(context, site),
    },
  },
  {
    name: 'resumed-sync-skips-an-object',
    about:
      'A sync that the end of the mirror daemon interrupted is resumed one object too late: the copy ' +
      'counts as whole and lacks what was written there',
    releases: [16, 17, 18, 19, 20],
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4',
    modes: ['snapshot'],
    effects: {
      interrupt: (interrupt) => (context, site) => {
        const { part } = context[site];
        return part === 1
          ? change(interrupt(context, site), site, { interrupted: 1 })
          : interrupt(context, site);
      },
      beginPart: (begin) => (context, site) =>
        change(begin(context, site), site, { interrupted: 0 }),
      finishSync: (finish) => (context, site) => {
        const { history, interrupted, part } = context[site];
        const after = change(finish(context, site), site, { interrupted: 0 });
        const writes = after[site].history & ~history & context.writes;
        return interrupted === 1 && part === 1 ? lacking(after, site, writes) : after;
      },
    },
  },
];
