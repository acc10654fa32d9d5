import { machinery } from '../machinery.ts';
import type { Site } from '../site.ts';
import { atSite, toldBy, toldByNobody } from './by-hand.ts';
import { effect } from './transitions.ts';

/**
 * Whether a site is to have a mirror daemon (rbd-mirror). It runs only while its site does: what is
 * started at a site that is down starts with it, and what died with it comes back with it. What it was
 * told by hand dies with it.
 */
export const daemon = (site: Site) => {
  const actions = [effect('freeAll', site)];
  return machinery.createStateConfig({
    initial: 'running',
    states: {
      running: {
        on: {
          [`stop-daemon.${site}`]: { target: 'stopped', actions },
          [`kill-daemon.${site}`]: { target: 'stopped', actions },
          [`kill-site.${site}`]: { actions },
          ...atSite(site, toldBy(site)),
        },
      },
      stopped: {
        on: { [`start-daemon.${site}`]: 'running', ...atSite(site, toldByNobody(site)) },
      },
    },
  });
};
