import { type Site, sites } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { contentAt, type Role, roleAt, type Status, statusAt } from '../../model/views.ts';
import type { Content } from '../target.ts';
import type { Ledger } from './ledger.ts';

/** What one look at a site showed; what was not looked at is left out. */
export type Sight = {
  readonly role?: Role | 'unreachable';
  readonly content?: Content;
  readonly status?: Status | 'unreachable';
};

/** What one look at both sites showed. */
export type Sights = Readonly<Record<Site, Sight>>;

/** One quality of a sight. */
export type SightAspect = 'role' | 'content' | 'status';

/** Whether a state explains what was seen at a site, in one aspect. */
export function explains(
  model: Stepper,
  ledger: Ledger,
  state: StateId,
  site: Site,
  sight: Sight,
  aspect: SightAspect,
): boolean {
  const view = model.view(state);
  if (aspect === 'role') return sight.role === undefined || sight.role === roleAt(view, site);
  if (aspect === 'content') {
    const { content } = sight;
    const history = contentAt(view, site);
    if (history === undefined || content === undefined) return true;
    return typeof content === 'string' ? content !== 'corrupt' : ledger.matches(history, content);
  }
  const promised = statusAt(view, site);
  return sight.status === undefined || promised === undefined || promised === sight.status;
}

/** Whether a state explains all that was seen at both sites. */
export const explainsAll = (model: Stepper, ledger: Ledger, state: StateId, sights: Sights) =>
  sites.every((site) =>
    (['role', 'content', 'status'] as const).every((aspect) =>
      explains(model, ledger, state, site, sights[site], aspect),
    ),
  );

/** What states promise of a site in one aspect, each distinct answer once, for people to read. */
export function promised(
  model: Stepper,
  ledger: Ledger,
  states: Iterable<StateId>,
  site: Site,
  aspect: SightAspect,
): string[] {
  const texts = new Set<string>();
  for (const state of states) {
    const view = model.view(state);
    const history = aspect === 'content' ? contentAt(view, site) : undefined;
    if (aspect === 'role') texts.add(roleAt(view, site));
    else if (aspect === 'status') texts.add(statusAt(view, site) ?? 'anything');
    else texts.add(history === undefined ? 'anything' : writesText(ledger.writesIn(history)));
  }
  return [...texts].sort();
}

/** Writes for people to read: `writes 1 2 3`. */
export const writesText = (writes: readonly number[]): string =>
  writes.length === 0 ? 'no writes' : `writes ${writes.join(' ')}`;
