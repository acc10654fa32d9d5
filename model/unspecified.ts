import type { Condition } from './conditions.ts';

const never: Condition = () => false;

/** A replayer at work obeys a resync at once, whatever its peer is: never, as specified. */
export const resyncsBlindly = never;

/** A resync that was asked for before a promotion is begun after it: never, as specified. */
export const resyncsLate = never;

/** A first copy leaves the snapshot of its sync point behind: never, as specified. */
export const keepsSyncPoint = never;

/** A replayer at work can overlook that the image it follows is gone: never, as specified. */
export const overlooks = never;

/** A replayer at work takes the journal of a new mirroring for the one that it follows: never, as specified. */
export const mistaken = never;

/** An image that is not mirrored is told from one that is not there: never, up to 19. */
export const tellsUnmirrored = never;

/** A sync that was interrupted is not taken up again: never, as specified. */
export const strands = never;

/** A copy whose sync of a demotion ends midway is kept although its peer is gone: never, as specified. */
export const staysHalf = never;

/** Where a monitor is down, a sync that asks it for a snapshot has begun: of no account, as specified. */
export const asksAhead = never;

/** A replayer that is about to end can take a promotion back: never, as specified. */
export const undoes = never;

/** A forced promotion takes a half-copied demotion for a whole one: never, as specified. */
export const takesHalfDemotion = never;

/** A forced promotion brings its client down: never, as specified. */
export const crashes = never;

/** A forced promotion finds the replayer's own tag in its journal: never, as specified. */
export const meetsTag = never;

/** That a replayer is about to end what it takes is of account for a promotion: never, as specified. */
export const races = never;

/** A replayer that is about to end keeps its lock from a demotion: never, as specified. */
export const keepsLock = never;

/** A replayer that is turned away is in the way of commands each time it comes: never, as specified. */
export const takesLock = never;

/** When the peer's daemon registers at a copy's journal is of no account, as specified. */
export const registersLate = never;

/** A clone is copied before its parent is: never, as specified. */
export const clonesEarly = never;

/** An interrupted demotion can be one that the peer never learns of: never, as specified. */
export const losesDemotion = never;

/** A write that a demotion meets can be acknowledged, and not be in it: never, as specified. */
export const writesLate = never;

/** An interrupted promotion can leave an image that takes no writes: never, as specified. */
export const staysSealed = never;

/** An interrupted enabling can leave part of a journal: never, as specified. */
export const leavesJournal = never;

/** An interrupted enabling can be one that no mirror daemon learns of: never, as specified. */
export const hidesEnabling = never;

/** A forced promotion waits for ever while the peer is away: never, as specified. */
export const hangs = never;

/** A copy counts as a primary until its making has come to its first mirror snapshot: never, as specified. */
export const startsUnmarked = never;
