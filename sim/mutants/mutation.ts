import { isInternal } from '../../model/events.ts';
import { always, type Guard } from '../kernel/guard.ts';
import type { Candidate, Listener, Rules } from '../kernel/rules.ts';

/** What is done to one candidate transition. */
export type Slip =
  | { readonly kind: 'guard-dropped' | 'guard-negated' | 'step-lost' | 'step-repeated' }
  | { readonly kind: 'action-skipped'; readonly index: number }
  | { readonly kind: 'answer-changed'; readonly index: number; readonly to: number };

/** The kinds of what is done. */
export const slipKinds = [
  'guard-dropped',
  'guard-negated',
  'action-skipped',
  'answer-changed',
  'step-lost',
  'step-repeated',
] as const satisfies readonly Slip['kind'][];

/** One fault, put into the rules of a machine: the smallest that there is. */
export interface Mutation {
  /** Unique within its machine, and for people to read. */
  readonly name: string;
  readonly event: string;
  /** The candidate that it is about: of a region, in a leaf, by its number. */
  readonly region: number;
  readonly leaf: number;
  readonly candidate: number;
  readonly slip: Slip;
}

/**
 * Every mutation of a machine in some regions: each guard dropped or negated, each action skipped, each
 * answer changed to another error, each step of a daemon lost, or taken without leaving its leaf.
 */
export function mutationsOf<Context>(
  { regions, listeners, actionNames }: Rules<Context>,
  isOf: (path: readonly string[]) => boolean,
): Mutation[] {
  const answers = {
    all: [...actionNames.keys()].filter((action) => answerIn(actionNames[action]) !== undefined),
    errors: [...actionNames.keys()].filter((action) => isError(actionNames[action])),
  };
  const all: Mutation[] = [];
  for (const [event, takers] of listeners) {
    if (isBookkeeping(event)) continue;
    for (const { region, byLeaf } of takers) {
      const { path = [], leaves = [] } = regions[region] ?? {};
      if (!isOf(path)) continue;
      for (const [leaf, candidates] of byLeaf.entries()) {
        for (const [candidate, one] of candidates.entries()) {
          const place = `${path.join('.')} ${leaves[leaf]?.key ?? ''}: ${event} ${candidate + 1}`;
          for (const slip of slipsOf(one, { event, leaf, answers })) {
            const name = `${place}: ${textOf(slip, one, actionNames)}`;
            all.push({ name, event, region, leaf, candidate, slip });
          }
        }
      }
    }
  }
  return all;
}

/** The rules with a mutation. */
export const mutated = <Context>(rules: Rules<Context>, mutation: Mutation): Rules<Context> => ({
  ...rules,
  listeners: new Map([...rules.listeners, [mutation.event, listenersWith(rules, mutation)]]),
});

/** How the event of a mutation is taken with it. */
export const listenersWith = <Context>(
  { listeners }: Rules<Context>,
  { event, region, leaf, candidate, slip }: Mutation,
): readonly Listener[] =>
  (listeners.get(event) ?? []).map((taker) => {
    if (taker.region !== region) return taker;
    const byLeaf = taker.byLeaf.map((candidates, at) =>
      at === leaf
        ? candidates.flatMap((one, index) => (index === candidate ? slipped(one, slip) : one))
        : candidates,
    );
    return { region, byLeaf };
  });

/** What uses up a number is nothing that happens to a pair. */
const isBookkeeping = (event: string): boolean => event.startsWith('lapse.');

function slipped(candidate: Candidate, slip: Slip): readonly Candidate[] {
  const { guard, actions } = candidate;
  switch (slip.kind) {
    case 'guard-dropped':
      return [{ ...candidate, guard: always }];
    case 'guard-negated':
      return [{ ...candidate, guard: { kind: 'no', part: guard } }];
    case 'step-lost':
      return [];
    case 'step-repeated':
      return [{ ...candidate, leaf: undefined }];
    case 'action-skipped':
      return [{ ...candidate, actions: actions.filter((_, index) => index !== slip.index) }];
    case 'answer-changed':
      return [{ ...candidate, actions: actions.with(slip.index, slip.to) }];
  }
}

/** What a candidate is in, as far as slips depend on it. */
type Place = {
  readonly event: string;
  readonly leaf: number;
  /** The numbers of the actions that answer. */
  readonly answers: { readonly all: readonly number[]; readonly errors: readonly number[] };
};

function slipsOf({ guard, leaf, actions }: Candidate, place: Place): Slip[] {
  const slips: Slip[] = [];
  if (isAsked(guard)) slips.push({ kind: 'guard-dropped' }, { kind: 'guard-negated' });
  if (isInternal(place.event)) slips.push({ kind: 'step-lost' });
  if (isInternal(place.event) && leaf !== undefined && leaf !== place.leaf) {
    slips.push({ kind: 'step-repeated' });
  }
  for (const [index, action] of actions.entries()) {
    const { all, errors } = place.answers;
    const to = errors[(errors.indexOf(action) + 1) % errors.length];
    if (!all.includes(action)) slips.push({ kind: 'action-skipped', index });
    else if (to !== undefined) slips.push({ kind: 'answer-changed', index, to });
  }
  return slips;
}

/** Whether a guard asks anything. */
function isAsked(guard: Guard): boolean {
  if (guard.kind === 'no') return isAsked(guard.part);
  if (guard.kind === 'all' || guard.kind === 'any') return guard.parts.some(isAsked);
  return guard.kind !== 'always';
}

/** What an action answers; undefined for any other. */
const answerIn = (name = ''): string | undefined => /^answer .*"outcome":"([^"]+)"/.exec(name)?.[1];

const isError = (name: string | undefined): boolean => (answerIn(name) ?? 'ok') !== 'ok';

function textOf(slip: Slip, { actions }: Candidate, names: readonly string[]): string {
  const called = (action: number | undefined) => nameOf(names[action ?? -1] ?? '');
  const words = slip.kind.replace('-', ' ');
  if (slip.kind === 'action-skipped') return `${words} (${called(actions[slip.index])})`;
  if (slip.kind !== 'answer-changed') return words;
  return `${words} (${called(actions[slip.index])} to ${called(slip.to)})`;
}

/** What an action is called, without the site that its region tells; an answer by what it says. */
const nameOf = (name: string): string => answerIn(name) ?? name.replace(/ .*/, '');
