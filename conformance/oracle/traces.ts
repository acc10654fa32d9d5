import type { Deeds } from './deeds.ts';
import type { Sight, Sights } from './sight.ts';

/**
 * What is judged of a look: what is left of an image, and who is blocked, only where nothing was
 * disturbed, for a fault or the death of a client leaves traces of its own.
 */
export const judgedIn = ({ a, b }: Sights, { disturbed }: Deeds): Sights =>
  disturbed ? { a: withoutTraces(a), b: withoutTraces(b) } : { a, b };

/** What has to fit at once; a status lags, and what is left of an image goes after it. */
export const atOnce = ({ a, b }: Sights): Sights => ({ a: withoutLags(a), b: withoutLags(b) });

const withoutTraces = ({ left: _left, blocked: _blocked, ...sight }: Sight): Sight => sight;

const withoutLags = ({ status: _status, left: _left, ...sight }: Sight): Sight => sight;
