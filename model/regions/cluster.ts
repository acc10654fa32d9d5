import { machinery } from '../machinery.ts';
import type { Site } from '../site.ts';

/**
 * A site's processes: running, stopped where they are (SIGSTOP: nothing answers and nothing is
 * lost), or killed.
 */
export const cluster = (site: Site) =>
  machinery.createStateConfig({
    initial: 'up',
    states: {
      up: { on: { [`stop-site.${site}`]: 'stopped', [`kill-site.${site}`]: 'killed' } },
      stopped: { on: { [`start-site.${site}`]: 'up', [`kill-site.${site}`]: 'killed' } },
      killed: { on: { [`start-site.${site}`]: 'up' } },
    },
  });
