import type { Condition } from '../model/conditions.ts';
import {
  featureCommandNames,
  type Input,
  inputs,
  nameOf,
  scheduleCommandNames,
} from '../model/events.ts';
import { type Mode, type Site, sites } from '../model/site.ts';
import type { StateId } from '../model/stepper.ts';
import { faultsSince } from '../model/under-way.ts';
import { conditionsOf, machineOf, type Variant } from '../model/variant.ts';
import type { PairState } from '../model/views.ts';
import { Space } from './space.ts';

/** How far to explore. */
export interface Bound {
  /** From the empty pair to a state, so many events at most: commands, faults, daemons' steps. */
  readonly events: number;
  /** So many faults under way at once, at most. */
  readonly faults: number;
}

/** A state that was found, in its space, and where what is done from outside leads from there. */
export interface Found {
  readonly space: Space;
  readonly state: StateId;
  readonly edges: readonly Edge[];
}

/**
 * What a command or a fault leads to. A fault may be one too many, and is followed no further then; nor is
 * what stands aside of the course of mirroring, see `aside`.
 */
export interface Edge {
  readonly event: Input;
  readonly to: StateId;
  readonly within: boolean;
}

/**
 * Explores the machine of a pair, breadth first: gives out one state of each kind that there is within
 * the bound. Two states are of a kind if they are in the same regions and every guard says the same of
 * them, whichever site is which. One stands for all of them, so what is found is there for certain, and
 * what is not found is not there within the bound, as far as the guards tell states apart.
 */
export function* explore(
  mode: Mode,
  variants: readonly Variant[],
  { events, faults: most }: Bound,
): Generator<Found> {
  const space = new Space(machineOf(mode, ...variants));
  const sound = space.view(space.initial);
  const kindOf = kinds(telling(conditionsOf(mode, variants)));
  const underWay = faultsSince(sound);
  const within = (state: StateId) => underWay(space.view(state)) <= most;
  const known = new Set([kindOf(sound)]);
  let front = [space.initial];
  for (let depth = 0; depth <= events; depth += 1) {
    const next: StateId[] = [];
    const meet = (state: StateId) => {
      const kind = kindOf(space.view(state));
      if (!known.has(kind)) next.push(state);
      known.add(kind);
    };
    for (const state of front) {
      const edges = edgesOf(space, state, within);
      yield { space, state, edges };
      if (depth === events) continue;
      for (const { event, to, within: follows } of edges) {
        if (follows && to !== state && !aside.has(nameOf(event))) meet(to);
      }
      for (const { to } of space.internals(state)) meet(to);
    }
    front = next;
  }
}

function edgesOf(space: Space, state: StateId, within: (state: StateId) => boolean): Edge[] {
  return inputs.flatMap((event) => {
    const to = space.after(state, event);
    return to === undefined ? [] : [{ event, to, within: to === state || within(to) }];
  });
}

/**
 * Commands aside of the course of mirroring: they can be given anywhere, and each would double what
 * there is, without a role or a stage that is not there without them.
 */
const aside: ReadonlySet<string> = new Set([
  'disconnect',
  ...scheduleCommandNames,
  ...featureCommandNames,
]);

/** The guards that nothing but those commands asks, and one that only ever ends what is followed. */
const asideGuards: ReadonlySet<string> = new Set([
  ...['hasClient', 'disconnected', 'scheduledInVain', 'snapshotDue', 'otherName'],
  ...['keepsJournal', 'binnedWithJournal', 'sure', 'losesJournal', 'bare'],
]);

const telling = (all: Readonly<Record<string, Condition>>): Condition[] =>
  Object.entries(all)
    .filter(([name]) => !asideGuards.has(name))
    .map(([, condition]) => condition);

/** Names the kind of a state. */
function kinds(conditions: readonly Condition[]): (state: PairState) => string {
  const part = (state: PairState, site: Site) => {
    const at = { context: state.context };
    const said = conditions.map((condition) => (condition(at, { site }) ? 1 : 0));
    return [...Object.values(state[site]), ...said].join();
  };
  return (state) => [state.link, ...sites.map((site) => part(state, site)).sort()].join(' ');
}
