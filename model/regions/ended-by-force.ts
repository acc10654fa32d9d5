import type { Mode, Site } from '../site.ts';
import { all, holds, obeys } from './guards.ts';
import { cutsOff, promotion } from './nonprimary.ts';
import { internal } from './transitions.ts';

/** Journal mode: whoever ended the mirroring was gone before the replayer ended. */
export const outlivesForce = (site: Site, mode: Mode) => {
  const forced = all(obeys(site), promotion(site, mode).forced);
  return mode === 'journal' && { [`disable-unheard.${site}`]: internal(forced, 'closing') };
};

/** What ends a replayer where mirroring of its copy is ended by force, or was about to be. */
export function endedByForce(site: Site, mode: Mode) {
  const forced = all(obeys(site), promotion(site, mode).forced);
  const crashes = internal(all(obeys(site), holds('crashes', site)), 'stopped');
  return {
    [`disable-force.${site}`]: [crashes, internal(forced, 'stopped')],
    ...(mode === 'snapshot' && {
      [`orphan-disable.${site}`]: internal(cutsOff(site), 'stopped'),
    }),
    [`part-disable.${site}`]: internal(obeys(site), 'stopped'),
  };
}
