import type { CommandName } from '../events.ts';
import type { Outcome } from '../outcome.ts';
import type { Site } from '../site.ts';
import { type Guard, no, up } from './guards.ts';

type EffectName =
  | 'create'
  | 'record'
  | 'write'
  | 'linkNewest'
  | 'markDemotion'
  | 'enable'
  | 'disable'
  | 'forget'
  | 'adopt'
  | 'rollBack'
  | 'takeOver'
  | 'pruneSyncPoint'
  | 'overlook'
  | 'flagResync'
  | 'beginPart'
  | 'finishFirstCopy'
  | 'replayOne'
  | 'finishSync'
  | 'discard';

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

/** Carries a command out. */
export const accept = (actions: readonly Action[], rest: Omit<Candidate, 'actions'> = {}) => ({
  ...rest,
  actions: [...actions, answer('ok')],
});

/** A step of the mirror daemon. */
export const internal = (guard: Guard, target?: string, ...actions: Action[]): Candidate => ({
  guard,
  ...(target && { target }),
  actions,
});

/**
 * How an image in one state answers every command. Before any candidate, a site that is down
 * answers nothing at all.
 */
export function answers(site: Site, table: Readonly<Record<CommandName, readonly Candidate[]>>) {
  const down = refuse('ETIMEDOUT', no(up(site)));
  const on: Record<string, readonly Candidate[]> = {};
  for (const [name, candidates] of Object.entries(table)) {
    on[`${name}.${site}`] = [down, ...candidates];
  }
  return on;
}
