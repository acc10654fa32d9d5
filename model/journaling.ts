import type { Condition } from './conditions.ts';
import { missing, nothing, only } from './history.ts';

/** Journal mode: an image that is not mirrored has the journaling feature all the same. */
export const keepsJournal: Condition = ({ context }, { site }) => context[site].journaling === 1;

/**
 * Every event so far is in some history: no command was interrupted that may have turned the feature on
 * or off.
 */
export const sure: Condition = ({ context: { next, a, b } }) => {
  const binned = Math.max(nothing, a.binned) | Math.max(nothing, b.binned);
  return missing(a.history | b.history | binned, only(next) - 1) === nothing;
};

/** Journal mode: the image in the trash has the journaling feature. */
export const binnedWithJournal: Condition = ({ context }, { site }) =>
  context[site].binnedJournaling === 1;

/** Pool mode: a copy can be rid of its journal, and stays a copy: never, as specified. */
export const losesJournal: Condition = () => false;

/** Pool mode: the copy has no journal; the model does not follow what becomes of it. */
export const bare: Condition = ({ context }, { site }) => context[site].bare === 1;
