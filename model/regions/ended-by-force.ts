import type { Mode, Site } from '../site.ts';
import { all, holds, obeys } from './guards.ts';
import { cutsOff, promotion } from './nonprimary.ts';
import { internal } from './transitions.ts';

/**
 * What ends a replayer where mirroring of its copy is ended by force, or was about to be; a command that
 * goes through leaves it `ended`: librbd asks for the lock only to be rid of the journal, and goes without
 * where it does not get it (api/Mirror.cc, image_disable: "not fatal").
 */
export function endedByForce(site: Site, mode: Mode, ended: 'closing' | 'stopped') {
  const forced = all(obeys(site), promotion(site, mode).forced);
  const crashes = internal(all(obeys(site), holds('crashes', site)), 'stopped');
  return {
    [`disable-force.${site}`]: [crashes, internal(forced, ended)],
    ...(mode === 'snapshot' && {
      [`orphan-disable.${site}`]: internal(cutsOff(site), 'stopped'),
      [`strip-disable.${site}`]: internal(
        all(obeys(site), holds('startsUnmarked', site)),
        'stopped',
      ),
    }),
    [`part-disable.${site}`]: internal(obeys(site), 'stopped'),
  };
}
