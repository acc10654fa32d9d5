import type { Mode, Site } from '../site.ts';
import { all, holds, lockStuck, replayerIs } from './guards.ts';
import { type Candidate, refuse } from './transitions.ts';

/** What answers first where a command needs the image's lock, to write, or to demote. */
export type Barriers = Readonly<
  Record<'locked' | 'barred' | 'kept' | 'ending' | 'open' | 'inUse', readonly Candidate[]>
>;

/** Who has the lock of a primary image in a client's stead: in journal mode only, the mirror daemons. */
export function barriers(site: Site, mode: Mode): Barriers {
  if (mode === 'snapshot') {
    return { locked: [], barred: [], kept: [], ending: [], open: [], inUse: [] };
  }
  const locked = refuse('HANG', lockStuck(site));
  // A replayer that is about to end has the lock yet, and lends it to nobody.
  const closing = replayerIs(site, 'closing');
  const ending = refuse('EROFS', closing);
  const keeps = all(closing, holds('keepsLock', site));
  return {
    locked: [locked],
    ending: [ending],
    // Of an image that is mirrored no more a replayer that is about to end has yet to let go.
    open: [refuse('EBUSY', closing)],
    barred: [ending, locked],
    kept: [refuse('EROFS', keeps), locked],
    inUse: [refuse('EBUSY', keeps)],
  };
}
