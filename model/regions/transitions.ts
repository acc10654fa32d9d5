import type {
  FeatureCommandName,
  ImageCommandName,
  ParentCommandName,
  ScheduleCommandName,
} from '../events.ts';
import type { EffectName } from '../machinery.ts';
import type { Outcome } from '../outcome.ts';
import type { Mode, Site } from '../site.ts';
import { any, type Guard, hasRoom, holds, no, opens, stores } from './guards.ts';

type Action =
  | { readonly type: EffectName; readonly params: { readonly site: Site } }
  | { readonly type: 'answer'; readonly params: { readonly outcome: Outcome } };

/** One candidate transition: taken if its guard holds and none before it was taken. */
export type Candidate = {
  readonly guard?: Guard;
  readonly target?: string;
  readonly actions?: readonly Action[];
};

/** The named effect, on the copy at `site`. */
export const effect = (type: EffectName, site: Site): Action => ({ type, params: { site } });

const answer = (outcome: Outcome): Action => ({ type: 'answer', params: { outcome } });

/** Refuses a command with an error class; nothing changes. */
export const refuse = (outcome: Outcome, guard?: Guard): Candidate => ({
  ...(guard && { guard }),
  actions: [answer(outcome)],
});

/** Refuses a command, and does something all the same. */
export const refused = (
  outcome: Outcome,
  actions: readonly Action[],
  rest: Omit<Candidate, 'actions'> = {},
): Candidate => ({ ...rest, actions: [...actions, answer(outcome)] });

/** Carries a command out. */
export const accept = (actions: readonly Action[], rest: Omit<Candidate, 'actions'> = {}) => ({
  ...rest,
  actions: [...actions, answer('ok')],
});

/** A step of the mirror daemon, or how far an interrupted command came. */
export const internal = (guard: Guard, target?: string, ...actions: Action[]): Candidate => ({
  guard,
  ...(target && { target }),
  actions,
});

/**
 * How an image in one state answers every command. Before any candidate, a site that is down
 * lets nobody in; where its OSD is down, a client that got in waits; where a pool is full even what
 * would be refused waits, for to open an image is to write (its watch). `lookups` are answered all the
 * same: they find by reading that there is nothing to open, that the name is in use, or that there is nothing
 * to change.
 * A number can be used up in every state by what may have happened.
 */
export const answers = (
  site: Site,
  table: Answers<
    Exclude<ImageCommandName, ParentCommandName | ScheduleCommandName | FeatureCommandName>
  >,
  lookups: readonly ImageCommandName[] = ['create', 'clone', 'restore', 'disconnect'],
) => ({
  ...answersOf(site, table, lookups),
  [`lapse.${site}`]: [internal(holds('room', site), undefined, effect('lapse', site))],
});

type Answers<Name extends string> = Readonly<Record<Name, readonly Candidate[]>>;

/** The same for some of the commands: those that are not for the image itself. */
export function answersOf(
  site: Site,
  table: Answers<string>,
  lookups: readonly ImageCommandName[] = [],
) {
  const down = refuse('ETIMEDOUT', no(opens(site)));
  const mute = refuse('HANG', no(stores(site)));
  const full = refuse('HANG', any(no(stores(site)), no(hasRoom(site))));
  const on: Record<string, readonly Candidate[]> = {};
  for (const [name, candidates] of Object.entries(table)) {
    const reads = lookups.some((lookup) => lookup === name);
    on[`${name}.${site}`] = [down, reads ? mute : full, ...candidates];
  }
  return on;
}

/** In snapshot mode a change of role takes a mirror snapshot, which links to the newest. */
export const linkIn = (mode: Mode, site: Site) =>
  mode === 'snapshot' ? [effect('linkNewest', site)] : [];
