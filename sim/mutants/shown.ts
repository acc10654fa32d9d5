import { shapeOf } from '../../model/shape.ts';
import { type Site, sites } from '../../model/site.ts';
import { type PairState, parentRoleAt, readAt, roleAt, statusAt } from '../../model/views.ts';

/** What a look at the roles shows. */
export const rolesIn = (view: PairState): string => sites.map((site) => roleAt(view, site)).join();

/** What reading the image at a site shows, whether that is promised or not. */
export function imageIn(view: PairState, site: Site): string {
  const { writes, edits } = view.context;
  const { history, latent } = view.context[site];
  const shape = shapeOf(edits, history & ~latent);
  return JSON.stringify([roleAt(view, site), readAt(view, site) & writes, shape]);
}

/** All that is looked at of a pair at rest. */
export const allIn = (view: PairState): string =>
  sites
    .map((site) => [imageIn(view, site), statusAt(view, site), parentRoleAt(view, site)].join())
    .join(' ');
