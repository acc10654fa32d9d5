import { siteOf } from '../../model/events.ts';
import { eventsOf } from '../../model/history.ts';
import { type Site, sites } from '../../model/site.ts';
import type { StateId } from '../../model/stepper.ts';
import { roleAt } from '../../model/views.ts';
import { changesRole, requestOf } from '../../scenarios/events.ts';
import type { Step } from '../../scenarios/step.ts';
import type { Space } from '../../sim/space.ts';
import { type Belief, closed } from '../oracle/belief.ts';
import { Ledger } from '../oracle/ledger.ts';
import { Oracle } from '../oracle/oracle.ts';
import type { Sight, Sights } from '../oracle/sight.ts';
import type { Search } from './simplest.ts';
import { causeOf, type Stride, stridesOf } from './walk.ts';

/** A situation: the target's state, what the oracle believes, and how it came to this. */
export interface Node {
  readonly key: string;
  readonly steps: readonly Step[];
  readonly state: StateId;
  readonly belief: Belief;
  /** Where the target left what is specified, if it has. */
  readonly cause: string | undefined;
  /** The oracle found fault with the last step. */
  readonly failed: boolean;
}

/** Where every run begins. */
export function rootOf({ space, specified }: Search): Node {
  const belief = closed(specified, [specified.initial]);
  return nodeOf([], space.initial, belief, undefined, false);
}

/**
 * The situation after one more step, judged just as a run is. Undefined where the step is not
 * possible, or where the run leaves what is specified for another cause than the one looked for.
 */
export function expand(search: Search, node: Node, step: Step): Node | undefined {
  const { space, specified } = search;
  const strides = [...stridesOf(space, node.state, step)];
  const state = strides.at(-1)?.to ?? node.state;
  const request = requestOf(step);
  if (strides.length === 0 && request.kind !== 'settle') return undefined;
  const strayed = node.cause ?? causeOf(space, specified, strides);
  const cause = strayed === 'told' ? undefined : strayed;
  if (cause !== undefined && cause !== search.cause) return undefined;
  const oracle = new Oracle(specified, ledgerOf(space, state), node.belief);
  const failed = judge(search, oracle, step, state, strides);
  if (failed && (cause ?? 'told') !== search.cause) return undefined;
  return nodeOf([...node.steps, step], state, oracle.belief, cause, failed);
}

function nodeOf(
  steps: readonly Step[],
  state: StateId,
  belief: Belief,
  cause: string | undefined,
  failed: boolean,
): Node {
  const key = `${state}:${cause ?? ''}:${[...belief].sort((one, other) => one - other).join()}`;
  return { key, steps, state, belief, cause, failed };
}

/** Whether the oracle finds fault with a step. */
function judge(
  search: Search,
  oracle: Oracle,
  step: Step,
  state: StateId,
  strides: readonly Stride[],
): boolean {
  const { space } = search;
  const request = requestOf(step);
  if (request.kind === 'let') return false;
  if (request.kind === 'settle') {
    const sights = { a: fullSight(search, state, 'a'), b: fullSight(search, state, 'b') };
    return !oracle.settles(sights, true);
  }
  if (request.kind === 'fault') {
    oracle.fault(request.fault);
    return looksWrong(space, oracle, state);
  }
  const [command] = request.commands;
  const start = strides[0]?.from;
  if (command === undefined || start === undefined) return false;
  const answer = space.outcome(start, command) ?? 'full';
  const site = siteOf(command);
  if (oracle.command(command, site, answer) !== undefined) return true;
  const changed = answer === 'ok' && changesRole(step);
  return looksWrong(space, oracle, state, changed ? site : undefined);
}

/** Whether a look at the roles, and at the content where the role changed, contradicts. */
const looksWrong = (space: Space, oracle: Oracle, state: StateId, changed?: Site): boolean =>
  sites.some((site) => {
    const role = roleAt(space.view(state), site);
    const sight = site === changed ? { role, content: contentOf(space, state, site) } : { role };
    return oracle.saw(site, sight) !== undefined;
  });

function fullSight({ space, status }: Search, state: StateId, site: Site): Sights[Site] {
  const view = space.view(state);
  const content = contentOf(space, state, site);
  return { role: roleAt(view, site), content, status: status(view, site) ?? 'none' };
}

/** The writes at a site, each by the number of its event. */
function contentOf(space: Space, state: StateId, site: Site): NonNullable<Sight['content']> {
  const view = space.view(state);
  const role = roleAt(view, site);
  if (role === 'unreachable') return role;
  if (role === 'absent' || role === 'creating') return 'absent';
  return eventsOf(view.context[site].history & view.context.writes);
}

/** The ledger in which every write is numbered by its event. */
function ledgerOf(space: Space, state: StateId): Ledger {
  const ledger = new Ledger();
  for (const event of eventsOf(space.view(state).context.writes)) ledger.acknowledge(event, event);
  return ledger;
}
