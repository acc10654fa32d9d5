import { type Belief, closed } from '../../model/belief.ts';
import { siteOf } from '../../model/events.ts';
import { shapeOf } from '../../model/shape.ts';
import { type Site, sites } from '../../model/site.ts';
import type { StateId } from '../../model/stepper.ts';
import { type PairState, roleAt } from '../../model/views.ts';
import { changesRole, interruptOf, requestOf } from '../../scenarios/events.ts';
import type { Step } from '../../scenarios/step.ts';
import type { Stride } from '../../sim/diverges.ts';
import type { Space } from '../../sim/space.ts';
import { withinBound } from '../oracle/bound.ts';
import { Ledger } from '../oracle/ledger.ts';
import { Oracle } from '../oracle/oracle.ts';
import type { Sight, Sights } from '../oracle/sight.ts';
import type { Search } from './simplest.ts';
import { causeOf, stridesOf } from './walk.ts';

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
  const ledger = Ledger.ofEvents(space.view(state).context);
  const oracle = new Oracle(specified, ledger, node.belief);
  const failed = withinBound(() => judge(search, oracle, step, state, strides));
  if (failed === undefined) return undefined;
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
    const sights = {
      a: fullSight(search, oracle, state, 'a'),
      b: fullSight(search, oracle, state, 'b'),
    };
    return !oracle.settles(sights, true);
  }
  if (request.kind === 'fault') {
    oracle.fault(request.fault);
    return looksWrong(space, oracle, state);
  }
  const [command] = request.commands;
  const start = strides[0]?.from;
  if (command === undefined || start === undefined) return false;
  const site = siteOf(command);
  if (step.do === 'demote' && step.writing !== undefined) {
    const writes = strides.slice(0, -1).map(() => undefined);
    const demoted = strides.at(-1)?.from ?? start;
    const end = space.outcome(demoted, command) ?? 'full';
    if (oracle.writtenThrough({ site, writes }, end) !== undefined) return true;
    return looksWrong(space, oracle, state, end === 'ok' ? site : undefined);
  }
  const interrupted = interruptOf(step) !== undefined;
  const answer = interrupted ? 'INTERRUPTED' : (space.outcome(start, command) ?? 'full');
  if (oracle.command(command, site, answer) !== undefined) return true;
  const changed = (interrupted || answer === 'ok') && changesRole(step);
  return looksWrong(space, oracle, state, changed ? site : undefined);
}

/** Whether a look at the roles, and at the content where the role changed, contradicts. */
const looksWrong = (space: Space, oracle: Oracle, state: StateId, changed?: Site): boolean =>
  sites.some((site) => {
    const view = space.view(state);
    const role = roleAt(view, site);
    const sight = site === changed ? { role, ...imageSight(oracle.ledger, view, site) } : { role };
    return oracle.saw(site, sight) !== undefined;
  });

function fullSight(
  { space, status }: Search,
  { ledger }: Oracle,
  state: StateId,
  site: Site,
): Sights[Site] {
  const view = space.view(state);
  const image = imageSight(ledger, view, site);
  return { role: roleAt(view, site), ...image, status: status(view, site) ?? 'none' };
}

/** What reading the image at a site shows. */
function imageSight(ledger: Ledger, view: PairState, site: Site): Sight {
  const role = roleAt(view, site);
  if (role === 'unreachable') return { content: role };
  if (role === 'absent' || role === 'trashed' || role === 'creating') return { content: 'absent' };
  const { history } = view.context[site];
  const shape = ledger.seen(shapeOf(view.context.edits, history));
  return { content: ledger.writesIn(history), shape };
}
