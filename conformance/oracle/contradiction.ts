import { type Site, sites } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import type { Content } from '../target.ts';
import type { Contradiction } from '../verdict.ts';
import { blameForContent, blameForRole, blameForShape, blameForStatus } from './blame.ts';
import type { Deeds } from './deeds.ts';
import type { Ledger } from './ledger.ts';
import {
  explains,
  promised,
  type Sight,
  type SightAspect,
  type Sights,
  shapeText,
  sightAspects,
  writesText,
} from './sight.ts';

/** What is known of a run, beside the states that are still possible. */
export type Known = { readonly model: Stepper; readonly ledger: Ledger; readonly deeds: Deeds };

/** What was seen of one aspect of the image at a site. */
type Seen = { readonly site: Site; readonly sight: Sight; readonly aspect: SightAspect };

/** What a sight breaks that none of these states explains. */
export function contradiction(
  { model, ledger, deeds }: Known,
  possible: readonly StateId[],
  { site, sight, aspect }: Seen,
): Contradiction {
  const views = possible.map((state) => model.view(state));
  const allowed = promised(model, ledger, possible, site, aspect);
  const found = { aspect, site, seen: textOf(sight, aspect), allowed };
  switch (aspect) {
    case 'content': {
      const held = Array.isArray(sight.content) ? sight.content : [];
      const lost = views.every(({ context }) =>
        ledger.writesIn(context[site].history).some((write) => !held.includes(write)),
      );
      return { code: blameForContent(site, lost, deeds), ...found };
    }
    case 'shape':
      return { code: blameForShape(site, deeds), ...found };
    case 'parent':
      return { code: 'disagreement', ...found };
    case 'role':
      return { code: blameForRole(site, found.seen, views, deeds), ...found };
    case 'left':
    case 'blocked':
      return { code: 'nothing-left-behind', ...found };
    case 'status':
      return { code: blameForStatus(deeds), ...found };
  }
}

/** Where no one aspect is wrong by itself: what is wrong seen from the states that fit best. */
export function nearest(known: Known, settled: readonly StateId[], sights: Sights): Contradiction {
  const { model, ledger } = known;
  const wrongIn = (state: StateId) =>
    sightAspects.flatMap((aspect) =>
      sites
        .filter((site) => !explains(model, ledger, state, site, sights[site], aspect))
        .map((site) => ({ aspect, site })),
    );
  const fewest = Math.min(...settled.map((state) => wrongIn(state).length));
  const fitting = settled.filter((state) => wrongIn(state).length === fewest);
  const { aspect, site } = fitting.flatMap(wrongIn).at(-1) ?? { aspect: 'role', site: 'a' };
  return contradiction(known, fitting, { site, sight: sights[site], aspect });
}

function textOf(sight: Sight, aspect: SightAspect): string {
  if (aspect === 'content') return contentText(sight.content);
  if (aspect === 'shape') return sight.shape === undefined ? 'none' : shapeText(sight.shape);
  if (aspect === 'left' || aspect === 'blocked') return sight[aspect]?.join(' ') ?? 'nothing';
  return String(sight[aspect]);
}

const contentText = (content: Content | undefined): string =>
  content === undefined || typeof content === 'string' ? String(content) : writesText(content);
