import { peerOf, type Site } from '../../model/site.ts';
import { roleAt } from '../../model/views.ts';
import type { SimulatedImage } from './image.ts';

/** What librbd calls a mode of mirroring (rbd_mirror_image_mode_t). */
export const modeOf = (image: SimulatedImage): number => (image.mode === 'snapshot' ? 1 : 0);

/** What librbd says of mirroring where it is not simply enabled. */
const states: ReadonlyMap<string, string> = new Map([
  ['disabling', 'disabling'],
  ['unmirrored', 'disabled'],
  ['creating', 'creating'],
]);

/** What `mirror_image_get_info` tells. */
export function infoOf(image: SimulatedImage, site: Site) {
  const role = roleAt(image.state, site);
  const { identity } = image.state.context[site];
  const state = states.get(role) ?? 'enabled';
  return { global_id: `${image.first}.${Math.abs(identity)}`, state, primary: role === 'primary' };
}

/** What `mirror_image_get_status` tells: of the image here, and of that at the peer. */
export const statusesOf = (image: SimulatedImage, site: Site) => ({
  name: image.nameAt(site),
  info: infoOf(image, site),
  local: image.told(site),
  remote: image.told(peerOf(site)),
});
