import { leavesNothing } from '../../model/leftovers.ts';
import { type Site, sites } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import {
  contentAt,
  contentWithin,
  parentRoleAt,
  type Role,
  roleAt,
  type Status,
  shapeAt,
  statusAt,
} from '../../model/views.ts';
import type { Content, SeenShape } from '../target.ts';
import type { Ledger } from './ledger.ts';

/** What one look at a site showed; what was not looked at is left out. */
export type Sight = {
  readonly role?: Role | 'unreachable';
  readonly content?: Content;
  readonly shape?: SeenShape;
  readonly status?: Status | 'unreachable';
  /** The site's cluster holds no status of its own of an image that is mirrored; not judged. */
  readonly untold?: true;
  /** What the parent of clones is there. */
  readonly parent?: Role | 'unreachable';
  /** What is still there of an image that is gone: the keys by which mirroring knew it. */
  readonly left?: readonly string[];
  /** The clients that the cluster has blocked since the run began. */
  readonly blocked?: readonly string[];
};

/** What one look at both sites showed. */
export type Sights = Readonly<Record<Site, Sight>>;

/** The qualities of a sight, in the order in which they are judged. */
export const sightAspects = [
  'role',
  'content',
  'shape',
  'status',
  'parent',
  'left',
  'blocked',
] as const;

/** One quality of a sight. */
export type SightAspect = (typeof sightAspects)[number];

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
  if (aspect === 'parent') {
    return sight.parent === undefined || sight.parent === parentRoleAt(view, site);
  }
  if (aspect === 'left') return nothingIn(sight.left) || !leavesNothing(view);
  if (aspect === 'blocked') return nothingIn(sight.blocked);
  if (aspect === 'content') {
    const { content } = sight;
    if (content === undefined) return true;
    const history = contentAt(view, site);
    if (history === undefined) {
      const bound = contentWithin(view, site);
      return bound === undefined || typeof content === 'string' || ledger.holds(bound, content);
    }
    return typeof content === 'string' ? content !== 'corrupt' : ledger.matches(history, content);
  }
  if (aspect === 'shape') {
    const shape = sight.shape && shapeAt(view, site);
    return shape === undefined || sameShape(sight.shape, ledger.seen(shape));
  }
  const promised = statusAt(view, site);
  return sight.status === undefined || promised === undefined || promised === sight.status;
}

/** Whether a state explains all that was seen at both sites. */
export const explainsAll = (model: Stepper, ledger: Ledger, state: StateId, sights: Sights) =>
  sites.every((site) =>
    sightAspects.every((aspect) => explains(model, ledger, state, site, sights[site], aspect)),
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
    if (aspect === 'role') texts.add(roleAt(view, site));
    else if (aspect === 'parent') texts.add(parentRoleAt(view, site));
    else if (aspect === 'left') texts.add(leavesNothing(view) ? 'nothing' : 'anything');
    else if (aspect === 'blocked') texts.add('nobody');
    else if (aspect === 'status') texts.add(statusAt(view, site) ?? 'anything');
    else if (aspect === 'shape') {
      const shape = shapeAt(view, site);
      texts.add(shape === undefined ? 'anything' : shapeText(ledger.seen(shape)));
    } else {
      const history = contentAt(view, site);
      texts.add(history === undefined ? 'anything' : writesText(ledger.writesIn(history)));
    }
  }
  return [...texts].sort();
}

const nothingIn = (found: readonly string[] | undefined): boolean =>
  found === undefined || found.length === 0;

const sameShape = (one: SeenShape | undefined, other: SeenShape): boolean =>
  one !== undefined && shapeText(one) === shapeText(other);

/** A shape for people to read, its edits by their numbers: `size 2, name 0, snapshots 3`. */
export const shapeText = ({ size, name, snapshots, metadata, clone, ...rest }: SeenShape): string =>
  `size ${size}, name ${name}, snapshots ${snapshots.join(' ') || 'none'}, ` +
  `protected ${rest.protected.join(' ') || 'none'}, metadata ${metadata.join(' ') || 'none'}` +
  `${clone ? ', a clone' : ''}`;

/** Writes for people to read: `writes 1 2 3`. */
export const writesText = (writes: readonly number[]): string =>
  writes.length === 0 ? 'no writes' : `writes ${writes.join(' ')}`;
