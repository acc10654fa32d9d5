import { assign, setup } from 'xstate';
import type { AtSite } from './conditions.ts';
import * as known from './conditions.ts';
import { change, type PairContext } from './context.ts';
import * as clients from './disconnection.ts';
import * as done from './effects.ts';
import type { PairEvent } from './events.ts';
import * as hands from './hands.ts';
import type { Outcome } from './outcome.ts';
import type { Site } from './site.ts';

/** What a transition does to the copy at a site. */
export type Effect = (context: PairContext, site: Site) => PairContext;

type Event = { readonly type: PairEvent };
type Answer = { readonly outcome: Outcome };

/** Turns an effect on the context into an action of the machine. */
export const at = (effect: Effect) =>
  assign<PairContext, Event, AtSite, Event, never>(({ context }, { site }) =>
    effect(context, site),
  );

/** The guards of the pair's machine, by name. */
export const conditions = {
  room: known.room,
  whole: known.whole,
  forcible: known.forcible,
  inPart: known.inPart,
  torn: known.torn,
  resyncAsked: known.resyncAsked,
  resyncsBlindly: known.resyncsBlindly,
  keepsSyncPoint: known.keepsSyncPoint,
  hangs: known.hangs,
  losesDemotion: known.losesDemotion,
  writesLate: known.writesLate,
  staysSealed: known.staysSealed,
  leavesJournal: known.leavesJournal,
  hidesEnabling: known.hidesEnabling,
  unseen: known.unseen,
  strayJournal: known.strayJournal,
  brokenJournal: known.brokenJournal,
  sealed: known.sealed,
  captive: known.captive,
  nameOnly: known.nameOnly,
  orphan: known.orphan,
  overlooks: known.overlooks,
  blind: known.blind,
  tellsUnmirrored: known.tellsUnmirrored,
  strands: known.strands,
  staysHalf: known.staysHalf,
  asksAhead: known.asksAhead,
  lands: known.lands,
  takesHalfDemotion: known.takesHalfDemotion,
  crashes: known.crashes,
  registersLate: known.registersLate,
  meetsTag: known.meetsTag,
  races: known.races,
  keepsLock: known.keepsLock,
  undoes: known.undoes,
  halted: known.halted,
  allHalted: known.allHalted,
  clonesEarly: known.clonesEarly,
  isClone: known.isClone,
  holdsParent: known.holdsParent,
  mayHoldParent: known.mayHoldParent,
  parentGone: known.parentGone,
  flattensNext: known.flattensNext,
  demoted: known.demoted,
  promotable: known.promotable,
  hasSnapshots: known.hasSnapshots,
  newestProtected: known.newestProtected,
  inTrash: known.inTrash,
  journaled: known.journaled,
  related: known.related,
  linked: known.linked,
  behind: known.behind,
  snapshotPending: known.snapshotPending,
  hasClient: clients.hasClient,
  disconnected: clients.disconnected,
} as const;

/** The effects of the pair's machine on the copy at a site, by name. */
export const effects = {
  create: done.create,
  clone: done.clone,
  record: done.record,
  write: done.write,
  resize: done.edit('resize'),
  'snap-create': done.edit('snap-create'),
  'snap-remove': done.edit('snap-remove'),
  'snap-rename': done.edit('snap-rename'),
  'snap-protect': done.edit('snap-protect'),
  'snap-unprotect': done.edit('snap-unprotect'),
  rename: done.edit('rename'),
  'meta-set': done.edit('meta-set'),
  flatten: done.edit('flatten'),
  tear: done.tear,
  loseParent: done.loseParent,
  refuseOther: (context) => context,
  refuseDisable: (context) => context,
  linkNewest: done.linkNewest,
  markDemotion: done.markDemotion,
  enable: done.enable,
  disable: done.disable,
  hold: done.hold,
  letGo: done.letGo,
  forget: done.forget,
  trash: done.trash,
  restore: done.restore,
  adopt: done.adopt,
  rollBack: done.rollBack,
  takeOver: done.takeOver,
  pruneSyncPoint: done.pruneSyncPoint,
  overlook: (context, site) => change(context, site, { blind: 1 }),
  connect: clients.connect,
  disconnect: clients.disconnect,
  nearEnd: (context, site) => change(context, site, { nearEnd: 1 }),
  passEnd: (context, site) => change(context, site, { nearEnd: 0 }),
  undoPromotion: done.undoPromotion,
  flagResync: (context, site) => change(context, site, { resync: 1 }),
  beginPart: (context, site) => change(context, site, { part: 1 }),
  finishFirstCopy: done.finishFirstCopy,
  replayOne: done.replayOne,
  finishSync: done.finishSync,
  interrupt: (context) => context,
  discard: done.forget,
  halt: hands.halt,
  haltAtWork: hands.haltAtWork,
  haltAll: hands.haltAll,
  haltAllAtWork: hands.haltAllAtWork,
  unhalt: hands.unhalt,
  freeAll: hands.freeAll,
  seal: (context, site) => change(context, site, { sealed: 1 }),
  cutOff: (context, site) => change(context, site, { orphan: 1 }),
  lapse: done.lapse,
  hide: done.hide,
  leaveName: (context, site) => change(context, site, { nameOnly: 1 }),
  goUnseen: (context, site) => change(context, site, { unseen: 1 }),
  strayJournal: (context, site) => change(context, site, { journal: 'stray' }),
  breakJournal: (context, site) => change(context, site, { journal: 'broken' }),
  withhold: done.withhold,
  clearJournal: (context, site) => change(context, site, { journal: 'none' }),
} as const satisfies Readonly<Record<string, Effect>>;

/** The name of a guard. */
export type ConditionName = keyof typeof conditions;

/** The name of an effect. */
export type EffectName = keyof typeof effects;

/**
 * The vocabulary of the pair's machine: every guard and action by name, so that a variant (a
 * release's deviation, a planted fault, a mutant) can change one by its name.
 */
export const machinery = setup({
  types: {
    context: {} as PairContext,
    events: {} as Event,
  },
  guards: conditions,
  actions: {
    answer: assign<PairContext, Event, Answer, Event, never>((_, { outcome }) => ({ outcome })),
    create: at(effects.create),
    clone: at(effects.clone),
    record: at(effects.record),
    write: at(effects.write),
    resize: at(effects.resize),
    'snap-create': at(effects['snap-create']),
    'snap-remove': at(effects['snap-remove']),
    'snap-rename': at(effects['snap-rename']),
    'snap-protect': at(effects['snap-protect']),
    'snap-unprotect': at(effects['snap-unprotect']),
    rename: at(effects.rename),
    'meta-set': at(effects['meta-set']),
    flatten: at(effects.flatten),
    tear: at(effects.tear),
    loseParent: at(effects.loseParent),
    refuseOther: at(effects.refuseOther),
    refuseDisable: at(effects.refuseDisable),
    linkNewest: at(effects.linkNewest),
    markDemotion: at(effects.markDemotion),
    enable: at(effects.enable),
    disable: at(effects.disable),
    hold: at(effects.hold),
    letGo: at(effects.letGo),
    forget: at(effects.forget),
    trash: at(effects.trash),
    restore: at(effects.restore),
    adopt: at(effects.adopt),
    rollBack: at(effects.rollBack),
    takeOver: at(effects.takeOver),
    pruneSyncPoint: at(effects.pruneSyncPoint),
    overlook: at(effects.overlook),
    connect: at(effects.connect),
    disconnect: at(effects.disconnect),
    nearEnd: at(effects.nearEnd),
    passEnd: at(effects.passEnd),
    undoPromotion: at(effects.undoPromotion),
    flagResync: at(effects.flagResync),
    beginPart: at(effects.beginPart),
    finishFirstCopy: at(effects.finishFirstCopy),
    replayOne: at(effects.replayOne),
    finishSync: at(effects.finishSync),
    interrupt: at(effects.interrupt),
    discard: at(effects.discard),
    halt: at(effects.halt),
    haltAtWork: at(effects.haltAtWork),
    haltAll: at(effects.haltAll),
    haltAllAtWork: at(effects.haltAllAtWork),
    unhalt: at(effects.unhalt),
    freeAll: at(effects.freeAll),
    seal: at(effects.seal),
    cutOff: at(effects.cutOff),
    lapse: at(effects.lapse),
    hide: at(effects.hide),
    leaveName: at(effects.leaveName),
    goUnseen: at(effects.goUnseen),
    strayJournal: at(effects.strayJournal),
    breakJournal: at(effects.breakJournal),
    withhold: at(effects.withhold),
    clearJournal: at(effects.clearJournal),
  },
});
