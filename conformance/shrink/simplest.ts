import {
  type Command,
  commandNames,
  commands,
  daemonCommandNames,
  editNames,
  type Fault,
  faults,
  featureCommandNames,
  type LinkFaultName,
  linkFaultNames,
  parentCommandNames,
  scheduleCommandNames,
  siteFaultNames,
  siteOf,
} from '../../model/events.ts';
import type { Reach } from '../../model/interruption.ts';
import { sites } from '../../model/site.ts';
import type { StateId } from '../../model/stepper.ts';
import type { StatusView } from '../../model/views.ts';
import { isInterruptible, stepOf } from '../../scenarios/events.ts';
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
  /** Whether the image is a clone. */
  readonly cloned: boolean;
  /** How far commands may come that are interrupted. */
  readonly reaches: readonly (true | Reach)[];
  /** How many steps a run may have, and how many situations to look at, before giving up. */
  readonly lengthMax: number;
  readonly nodesMax: number;
}

/**
 * Finds the simplest run that fails for a cause: breadth first over the target's state together with
 * what the oracle would believe, so that no shorter run fails. Undefined where none is found in the bounds.
 */
export function simplest(search: Search): readonly Step[] | undefined {
  let level: Node[] = [rootOf(search)];
  const met = new Set(level.map(({ key }) => key));
  for (let length = 1; length <= search.lengthMax && level.length > 0; length += 1) {
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

/** What is tried only where it is the cause itself: each would multiply what can be done. */
const rare: ReadonlySet<string> = new Set([
  ...['enable-other', 'disable-force', 'trash', 'restore', 'disconnect'],
  ...editNames,
  ...daemonCommandNames,
  ...scheduleCommandNames,
  ...featureCommandNames,
  ...['cut-from', 'slow', 'lossy', 'kill-site', 'kill-daemon', 'fill', 'make-room'],
  ...['monitor', 'osd'].flatMap((part) => [`stop-${part}`, `kill-${part}`, `start-${part}`]),
]);

/** What there is to do with clones only. */
const forClones: ReadonlySet<string> = new Set([
  ...['clone', 'flatten', 'hold-parent', 'release-parent'],
  ...parentCommandNames,
]);

const steps = new Map(commands.map((command) => [command, stepOf(command)]));

/** The step that gives a command, made once for each. */
const stepFor = (command: Command): Step => steps.get(command) ?? stepOf(command);

/** What could be done next. The first image is created at site a: the other half is the same. */
function* choices(search: Search, { state, steps }: Node): Generator<Step> {
  const { space, cause, cloned } = search;
  if (steps.length === 0) {
    yield { do: cloned ? 'clone' : 'create', site: 'a' };
    return;
  }
  const left = (name: string) =>
    name !== cause && (rare.has(name) || (forClones.has(name) && !cloned));
  for (const name of commandNames) {
    if (left(name)) continue;
    for (const site of sites) yield stepFor(`${name}.${site}`);
  }
  yield* interruptions(search, state);
  for (const { event } of space.internals(state)) yield letStep(event);
  yield { do: 'settle' };
  for (const fault of faults) {
    const step = faultStep(fault);
    if (!left(step.do)) yield step;
  }
}

/** A write that a demotion meets, and commands that are interrupted. */
function* interruptions({ space, reaches }: Search, state: StateId): Generator<Step> {
  for (const site of sites) yield { do: 'demote', site, writing: 1 };
  for (const command of reaches.length === 0 ? [] : commands) {
    const step = stepFor(command);
    if (!isInterruptible(step)) continue;
    for (const { reach } of space.interruptions(state, command) ?? []) {
      if (reaches.includes(reach)) yield { ...step, interrupt: reach };
    }
  }
}

function faultStep(fault: Fault): Step {
  if (isLinkFault(fault)) return { do: fault };
  const site = siteOf(fault);
  return { do: siteFault(fault), site };
}

const isLinkFault = (fault: Fault): fault is LinkFaultName =>
  linkFaultNames.some((name) => name === fault);

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
