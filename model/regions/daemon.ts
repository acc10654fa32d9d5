import { stateIn } from 'xstate';
import { machinery } from '../machinery.ts';
import type { Site } from '../site.ts';

/**
 * Whether a site is to have a mirror daemon (rbd-mirror). Nobody reaches the daemon of a site that
 * is down, so that nothing changes then; a daemon that died with its site comes back with it.
 */
export function daemon(site: Site) {
  const guard = stateIn({ [site]: { cluster: 'up' } });
  const stopped = { guard, target: 'stopped' };
  return machinery.createStateConfig({
    initial: 'running',
    states: {
      running: { on: { [`stop-daemon.${site}`]: stopped, [`kill-daemon.${site}`]: stopped } },
      stopped: { on: { [`start-daemon.${site}`]: { guard, target: 'running' } } },
    },
  });
}
