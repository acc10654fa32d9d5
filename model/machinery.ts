import { assign, setup } from 'xstate';
import type { AtSite } from './conditions.ts';
import * as conditions from './conditions.ts';
import { change, noCopy, type PairContext } from './context.ts';
import * as effects from './effects.ts';
import type { PairEvent } from './events.ts';
import type { Outcome } from './outcome.ts';
import type { Site } from './site.ts';

type Effect = (context: PairContext, site: Site) => PairContext;
type Event = { readonly type: PairEvent };
type Answer = { readonly outcome: Outcome };

/** Turns an effect on the context into an action of the machine. */
export const at = (effect: Effect) =>
  assign<PairContext, Event, AtSite, Event, never>(({ context }, { site }) =>
    effect(context, site),
  );

/**
 * The vocabulary of the pair's machine: every guard and action by name, so that a variant (a
 * release's deviation, a planted fault, a mutant) can replace one by its name.
 */
export const machinery = setup({
  types: {
    context: {} as PairContext,
    events: {} as Event,
  },
  guards: {
    room: conditions.room,
    whole: conditions.whole,
    inPart: conditions.inPart,
    resyncAsked: conditions.resyncAsked,
    resyncsBlindly: conditions.resyncsBlindly,
    keepsSyncPoint: conditions.keepsSyncPoint,
    hangs: conditions.hangs,
    overlooks: conditions.overlooks,
    blind: conditions.blind,
    demoted: conditions.demoted,
    promotable: conditions.promotable,
    related: conditions.related,
    linked: conditions.linked,
    behind: conditions.behind,
    snapshotPending: conditions.snapshotPending,
  },
  actions: {
    answer: assign<PairContext, Event, Answer, Event, never>((_, { outcome }) => ({ outcome })),
    create: at((context, site) => change(context, site, { ...noCopy, whole: 1 })),
    record: at(effects.record),
    write: at(effects.write),
    linkNewest: at(effects.linkNewest),
    markDemotion: at(effects.markDemotion),
    enable: at(effects.enable),
    disable: at(effects.disable),
    forget: at(effects.forget),
    adopt: at(effects.adopt),
    rollBack: at(effects.rollBack),
    takeOver: at(effects.takeOver),
    pruneSyncPoint: at(effects.pruneSyncPoint),
    overlook: at((context, site) => change(context, site, { blind: 1 })),
    flagResync: at((context, site) => change(context, site, { resync: 1 })),
    beginPart: at((context, site) => change(context, site, { part: 1 })),
    finishFirstCopy: at(effects.finishFirstCopy),
    replayOne: at(effects.replayOne),
    finishSync: at(effects.finishSync),
    discard: at(effects.forget),
  },
});
