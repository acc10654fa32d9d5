import { type Command, commandNames, faults, siteFaultNames, siteOf } from '../../model/events.ts';
import { sites } from '../../model/site.ts';
import type { StatusView } from '../../model/views.ts';
import type { Step } from '../../scenarios/step.ts';
import type { Space } from '../../sim/space.ts';
import { letStep } from '../resolve.ts';
import { compareCost } from './cost.ts';
import { expand, type Node, rootOf } from './node.ts';

/** Where to look, for what, and how far. */
export interface Search {
  /** The target's own behaviour, and what it tells users. */
  readonly space: Space;
  readonly status: StatusView;
  /** What is specified: the model that the oracle holds the target to. */
  readonly specified: Space;
  readonly cause: string;
  /** The longest run worth finding, in steps. */
  readonly length: number;
  /** How many situations to look at before giving up. */
  readonly nodesMax: number;
}

/**
 * Finds the simplest run that fails for a cause: breadth first over the target's state together with
 * what the oracle would believe, so that no shorter run fails. Undefined where the bound is met.
 */
export function simplest(search: Search): readonly Step[] | undefined {
  let level: Node[] = [rootOf(search)];
  const met = new Set(level.map(({ key }) => key));
  for (let length = 1; length <= search.length && level.length > 0; length += 1) {
    const next = new Map<string, Node>();
    let found: readonly Step[] | undefined;
    for (const node of level) {
      for (const step of choices(search, node)) {
        const child = expand(search, node, step);
        if (child === undefined) continue;
        if (child.failed) found = simpler(found, child.steps);
        else if (!met.has(child.key)) keep(next, child);
      }
      if (met.size + next.size > search.nodesMax) return found;
    }
    if (found !== undefined) return found;
    for (const key of next.keys()) met.add(key);
    level = [...next.values()];
  }
  return undefined;
}

/** What could be done next. The first image is created at site a: the other half is the same. */
function* choices({ space }: Search, { state, steps }: Node): Generator<Step> {
  if (steps.length === 0) {
    yield { do: 'create', site: 'a' };
    return;
  }
  for (const site of sites) for (const name of commandNames) yield commandStep(`${name}.${site}`);
  for (const { event } of space.internals(state)) yield letStep(event);
  yield { do: 'settle' };
  for (const fault of faults) yield faultStep(fault);
}

function commandStep(command: Command): Step {
  const site = siteOf(command);
  const name = commandNames.find((known) => command === `${known}.${site}`) ?? 'write';
  if (name === 'write') return { do: name, site, blocks: 1 };
  if (name === 'promote') return { do: name, site, force: false };
  if (name === 'promote-force') return { do: 'promote', site, force: true };
  return { do: name, site };
}

function faultStep(fault: (typeof faults)[number]): Step {
  if (fault === 'cut' || fault === 'heal') return { do: fault };
  const site = siteOf(fault);
  return { do: siteFault(fault), site };
}

function siteFault(fault: string) {
  const found = siteFaultNames.find((name) => fault.startsWith(`${name}.`));
  return found ?? 'stop-site';
}

const simpler = (found: readonly Step[] | undefined, steps: readonly Step[]) =>
  found !== undefined && compareCost(found, steps) <= 0 ? found : steps;

function keep(next: Map<string, Node>, child: Node): void {
  const known = next.get(child.key);
  if (known === undefined || compareCost(child.steps, known.steps) < 0) next.set(child.key, child);
}
