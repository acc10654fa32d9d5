import { machinery } from '../machinery.ts';
import type { Site } from '../site.ts';

/**
 * Whether a site is to have a mirror daemon (rbd-mirror). It runs only while its site does: what is
 * started at a site that is down starts with it, and what died with it comes back with it.
 */
export const daemon = (site: Site) =>
  machinery.createStateConfig({
    initial: 'running',
    states: {
      running: { on: { [`stop-daemon.${site}`]: 'stopped', [`kill-daemon.${site}`]: 'stopped' } },
      stopped: { on: { [`start-daemon.${site}`]: 'running' } },
    },
  });
