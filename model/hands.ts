import { freeHand, type Hand, type PairContext, peerCopy } from './context.ts';
import type { Site } from './site.ts';

const tell = (context: PairContext, site: Site, hand: Hand): PairContext => ({
  ...context,
  hands: { ...context.hands, [site]: hand },
});

/** The identity of the image that a site's replayer is for. */
const replayed = (context: PairContext, site: Site): number =>
  Math.abs(context[site].identity || peerCopy(context, site).identity);

/** Whether the replayer at a site was told to stand still: only by hand does it start. */
export function isHalted(context: PairContext, site: Site): boolean {
  const { halted, idle } = context.hands[site];
  return idle === 1 || (halted !== 0 && halted === replayed(context, site));
}

/** Whether the image at a site was being replayed when its replayer was stopped by hand. */
export function haltedAtWork(context: PairContext, site: Site): boolean {
  const { atWork } = context.hands[site];
  return isHalted(context, site) && atWork !== 0 && atWork === Math.abs(context[site].identity);
}

/** What is left to tell of an earlier stop; one that found the replayer at rest adds nothing to it. */
const before = (context: PairContext, site: Site): Hand =>
  isHalted(context, site) ? context.hands[site] : freeHand;

/** The replayer, at rest by itself, is to stay so. */
export const halt = (context: PairContext, site: Site): PairContext =>
  tell(context, site, { ...before(context, site), halted: replayed(context, site) });

/** The replayer is stopped in the middle of its work. */
export function haltAtWork(context: PairContext, site: Site): PairContext {
  const identity = replayed(context, site);
  return tell(context, site, { ...context.hands[site], halted: identity, atWork: identity });
}

/** As `halt`, for every replayer of the daemon. */
export const haltAll = (context: PairContext, site: Site): PairContext =>
  tell(context, site, { ...before(context, site), halted: 0, idle: 1 });

/** As `haltAtWork`, for every replayer of the daemon. */
export const haltAllAtWork = (context: PairContext, site: Site): PairContext =>
  tell(context, site, { halted: 0, atWork: replayed(context, site), idle: 1 });

/** The replayer of the image is started; the daemon's others stand still if they did. */
export const unhalt = (context: PairContext, site: Site): PairContext =>
  tell(context, site, { ...freeHand, idle: context.hands[site].idle });

/** Everything is started, or the daemon that was told ends. */
export const freeAll = (context: PairContext, site: Site): PairContext =>
  tell(context, site, freeHand);
