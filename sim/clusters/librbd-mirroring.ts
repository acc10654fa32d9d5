import type { Site } from '../../model/site.ts';
import { peerOf } from '../../model/site.ts';
import { roleAt, type Status, statusAt } from '../../model/views.ts';
import type { SimulatedImage } from './image.ts';

/** What librbd calls a mode of mirroring (rbd_mirror_image_mode_t). */
export const modeOf = (image: SimulatedImage): number => (image.mode === 'snapshot' ? 1 : 0);

/** What `mirror_image_get_info` tells. */
export function infoOf(image: SimulatedImage, site: Site) {
  const role = roleAt(image.state, site);
  const { identity } = image.state.context[site];
  const state =
    role === 'disabling' ? 'disabling' : role === 'unmirrored' ? 'disabled' : ('enabled' as const);
  return { global_id: `${image.first}.${Math.abs(identity)}`, state, primary: role === 'primary' };
}

/** What a mirror daemon says of an image, as told at its site. */
type Told = { readonly up: boolean; readonly state: Status | 'starting' };

/** What `mirror_image_get_status` tells of the image at this site, and at the peer. */
export function statusesOf(image: SimulatedImage, site: Site) {
  return { info: infoOf(image, site), local: told(image, site), remote: told(image, peerOf(site)) };
}

function told(image: SimulatedImage, site: Site): Told {
  const { daemon, cluster } = image.state[site];
  const up = daemon === 'running' && cluster === 'up';
  return { up, state: statusAt(image.state, site) ?? 'starting' };
}
