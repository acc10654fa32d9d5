import { machinery } from '../machinery.ts';
import type { Site } from '../site.ts';

/**
 * A site's monitor alone. Without it no new client gets in; those that are connected go on, as long
 * as they need no snapshot id.
 */
export const monitor = (site: Site) => part(site, 'monitor');

/** A site's OSD alone. Without it whoever asks for data waits. */
export const osd = (site: Site) => part(site, 'osd');

const part = (site: Site, name: 'monitor' | 'osd') =>
  machinery.createStateConfig({
    initial: 'up',
    states: {
      up: { on: { [`stop-${name}.${site}`]: 'down', [`kill-${name}.${site}`]: 'down' } },
      down: { on: { [`start-${name}.${site}`]: 'up', [`start-site.${site}`]: 'up' } },
    },
  });

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
