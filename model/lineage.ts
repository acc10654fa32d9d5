import { related } from './conditions.ts';
import { type Copy, type Edits, type Hand, type PairContext, peerCopy } from './context.ts';
import { markNames } from './events.ts';
import {
  count,
  type History,
  isPrefix,
  missing,
  newest,
  nothing,
  oldest,
  only,
  upTo,
} from './history.ts';
import type { Site } from './site.ts';

/**
 * The same pair, with the events that still matter numbered anew, from 0 and without a gap. What has been
 * is of account only as far as something holds it: a copy, the trash, or the name of an identity. Pairs
 * that differ in nothing else come to the same, so that the same situation is met again, whatever led to
 * it, and a bounded number of events lasts for ever.
 *
 * Of the events that no image holds one is left, the oldest of all: that there is one is of account, see
 * `sure` in journaling.ts.
 */
export function canonical(context: PairContext): PairContext {
  const { a, b, next } = context;
  const images = inImages(context);
  const noted = notedOf(a) | notedOf(b);
  const held = images | noted | a.landing | b.landing | a.previous | b.previous;
  const kept = held & ~idle(context, images, noted);
  const lapsed = missing(images, only(next) - 1) !== nothing;
  if (kept === only(next) - 1 && !lapsed && isTold(context)) return context;
  const renumber = (mask: History): History => {
    let [numbered, place] = [nothing, lapsed ? 2 : 1];
    for (let rest = kept; rest !== nothing; rest &= rest - 1) {
      if ((mask & rest & -rest) !== nothing) numbered |= place;
      place <<= 1;
    }
    return numbered;
  };
  return renumbered(context, renumber, count(kept) + (lapsed ? 1 : 0));
}

/** Whether what hands have halted, or set to work, is what is there. */
const isTold = ({ a, b, hands }: PairContext): boolean =>
  [hands.a.halted, hands.a.atWork, hands.b.halted, hands.b.atWork].every(
    (name) => name === 0 || name === Math.abs(a.identity) || name === Math.abs(b.identity),
  );

type Renumber = (mask: History) => History;

function renumbered(context: PairContext, renumber: Renumber, next: number): PairContext {
  const { outcome, writes, demotions, unheard, edits, a, b, hands } = context;
  const rename = (name: number): number => {
    const event = oldest(renumber(named(name))) + 1;
    return name < 0 ? -event : event;
  };
  const identities = [Math.abs(a.identity), Math.abs(b.identity)];
  const told = ({ halted, atWork, idle }: Hand): Hand => ({
    halted: identities.includes(halted) ? rename(halted) : 0,
    atWork: identities.includes(atWork) ? rename(atWork) : 0,
    idle,
  });
  return {
    outcome,
    next,
    writes: renumber(writes),
    demotions: renumber(demotions),
    unheard: renumber(unheard),
    edits: editsIn(edits, renumber),
    a: copyIn(a, renumber, rename),
    b: copyIn(b, renumber, rename),
    hands: { a: told(hands.a), b: told(hands.b) },
  };
}

const editsIn = (edits: Edits, renumber: Renumber): Edits => ({
  resize: renumber(edits.resize),
  'snap-create': renumber(edits['snap-create']),
  'snap-remove': renumber(edits['snap-remove']),
  'snap-rename': renumber(edits['snap-rename']),
  'snap-protect': renumber(edits['snap-protect']),
  'snap-unprotect': renumber(edits['snap-unprotect']),
  rename: renumber(edits.rename),
  'meta-set': renumber(edits['meta-set']),
  journaling: renumber(edits.journaling),
  'journaling-ended': renumber(edits['journaling-ended']),
  clone: renumber(edits.clone),
  flatten: renumber(edits.flatten),
});

const copyIn = (copy: Copy, renumber: Renumber, rename: (name: number) => number): Copy => ({
  ...copy,
  history: renumber(copy.history),
  identity: rename(copy.identity),
  linked: renumber(copy.linked),
  landing: renumber(copy.landing),
  syncPoint: rename(copy.syncPoint),
  pins: renumber(copy.pins),
  tears: renumber(copy.tears),
  doubts: renumber(copy.doubts),
  previous: renumber(copy.previous),
  lost: renumber(copy.lost),
  latent: renumber(copy.latent),
  binned: copy.binned < 0 ? -1 : renumber(copy.binned),
});

/**
 * The events that lie so far back that nothing asks for them any more: every image that has them has newer
 * ones, and no copy is still to take them, save all at once. Of the writes among them each image keeps its
 * newest, and so of the demotions: that there are such is of account.
 */
function idle(context: PairContext, images: History, noted: History): History {
  const { a, b, edits, unheard } = context;
  const histories = [a, b].flatMap(({ history, binned, previous, landing }) => [
    history,
    Math.max(nothing, binned),
    previous,
    landing,
  ]);
  const recent = histories.reduce((all, history) => all | last(history), nothing);
  const marked = markNames.reduce((all, name) => all | edits[name], nothing);
  const coming = comingTo(context, 'a') | comingTo(context, 'b');
  const old = images & ~(recent | marked | noted | coming | unheard);
  const kept = histories.reduce((all, history) => {
    const [writes, demotions] = [old & context.writes & history, old & context.demotions & history];
    return all | last(writes) | last(demotions);
  }, nothing);
  return old & ~kept;
}

/** The events that the copy at a site may yet take, one or a few at a time: one that has forked takes none. */
function comingTo(context: PairContext, site: Site): History {
  const { history, whole, syncPoint } = context[site];
  if (!related({ context })) return nothing;
  const theirs = peerCopy(context, site).history;
  const lacking = missing(history, theirs);
  if (!isPrefix(history & ~context.unheard, theirs)) return nothing;
  return whole === 1 ? lacking : lacking & ~upTo(lacking, syncPoint - 1);
}

/** The newest event of a history alone. */
const last = (history: History): History => (history === nothing ? nothing : only(newest(history)));

/** The events that an image holds, be it in the trash. */
const inImages = ({ a, b }: PairContext): History =>
  a.history | b.history | Math.max(nothing, a.binned) | Math.max(nothing, b.binned);

/** The events that are noted of a copy, beside those that it holds. */
const notedOf = ({ linked, pins, lost, latent, identity, syncPoint }: Copy): History =>
  linked | pins | lost | latent | named(identity) | named(syncPoint);

/** The event that a number names, which is that of the event plus one; none for 0. */
const named = (name: number): History => (name === 0 ? nothing : only(Math.abs(name) - 1));
