import { isHalted } from './hands.ts';
import { sites } from './site.ts';
import { type PairState, reaches, stalls } from './views.ts';

/**
 * Whether nothing may be left of an image: it is at neither site, and both mirror daemons can do what
 * they do once it is gone, which is to forget it (rbd_mirror/ImageMap.cc; Ceph's own test "check if
 * removed images' OMAP are removed").
 */
export const leavesNothing = (state: PairState): boolean =>
  !stalls(state) &&
  sites.every((site) => {
    const { nameOnly, binned } = state.context[site];
    const gone = state[site].image === 'absent' && nameOnly === 0 && binned < 0;
    return gone && reaches(state, site) && !isHalted(state.context, site);
  });
