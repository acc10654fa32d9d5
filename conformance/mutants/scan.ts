import { setImmediate } from 'node:timers/promises';
import type { PairContext } from '../../model/context.ts';
import { isCommand, isFault, isInternal, nameOf, stageNames } from '../../model/events.ts';
import type { Mode } from '../../model/site.ts';
import { machineOf, statusOf } from '../../model/variant.ts';
import { type Bound, boundedKernel } from '../../sim/explorer/bound.ts';
import { BreadthFirst } from '../../sim/explorer/breadth-first.ts';
import { rulesOf } from '../../sim/kernel/rules.ts';
import { type Difference, Differences } from '../../sim/mutants/differences.ts';
import { type Mutation, mutationsOf } from '../../sim/mutants/mutation.ts';
import { takenOf } from '../../sim/mutants/path.ts';
import { eventNamed } from '../../sim/pair-kernel.ts';
import { Space } from '../../sim/space.ts';
import { type Taken, Walker } from '../../sim/walker/walker.ts';
import { interruptibles, walkLength } from '../simulate/walks.ts';

/** Where to look for the differences that mutations make. */
export interface ScanJob {
  readonly mode: Mode;
  readonly bound: Bound;
  /** So many states at most, breadth first. */
  readonly states: number;
  /** So many random walks after that, for what lies deeper. */
  readonly walks: number;
  /** Of each mutation so many differences at most. */
  readonly most: number;
}

/** A way to where a mutation makes a difference. */
export interface WayThere extends Pick<Difference, 'isLess'> {
  /** The last of them is the event that differs, unless that is no more. */
  readonly steps: readonly Taken[];
}

/** What a scan found. */
export interface Scanned {
  readonly mutations: readonly Mutation[];
  /** The ways to the differences of each mutation, by its name. */
  readonly ways: ReadonlyMap<string, readonly WayThere[]>;
  /** How many states were looked at breadth first, and whether these are all within the bound. */
  readonly states: number;
  readonly complete: boolean;
}

const stages: ReadonlySet<string> = new Set(stageNames);

/** How many states are looked at before others get a turn. */
const turn = 2000;

/** Looks for differences in every state within a bound, and then along random walks. */
export async function scan(
  job: ScanJob,
  say: (what: string) => void,
  signal: AbortSignal,
): Promise<Scanned> {
  const { mode, bound, most } = job;
  const machine = machineOf(mode);
  const rules = rulesOf<PairContext>(machine);
  // What is true of one site is true of the other: the regions of the link and of one site are enough.
  const mutations = mutationsOf(rules, ([first]) => first !== 'a');
  const found = new Found(most);
  const kernel = boundedKernel(machine, bound);
  const follows = kernel.events.map(
    (event) => isInternal(event) || isCommand(event) || isFault(event) || stages.has(nameOf(event)),
  );
  const search = new BreadthFirst(kernel, follows);
  const differences = new Differences(kernel, rules, mutations, most);
  while (!search.complete && search.reached.expanded < job.states && !signal.aborted) {
    for (let count = 0; count < turn && !search.complete; count += 1) {
      const state = search.expand();
      for (const difference of differences.in(state)) {
        const path = search.pathTo(state).map((event) => eventNamed(kernel.events[event] ?? ''));
        const way = takenOf(path);
        if (way !== undefined) found.add(difference, way);
      }
    }
    say(`${mode}: ${search.reached.expanded} states, ${found.size} mutants that differ`);
    await setImmediate();
  }
  const { expanded: states } = search.reached;
  const { complete } = search;
  await walkOn(job, mutations, found, say, signal);
  return { mutations, ways: found.ways, states, complete };
}

async function walkOn(
  { mode, walks, most }: ScanJob,
  mutations: readonly Mutation[],
  found: Found,
  say: (what: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const machine = machineOf(mode);
  const space = new Space(machine, { canonical: true });
  const left = mutations.filter(({ name }) => (found.ways.get(name)?.length ?? 0) < most);
  const rules = rulesOf<PairContext>(machine);
  const differences = new Differences(space.kernel, rules, left, most);
  const seen = new Set<number>();
  const walker = new Walker({
    space,
    mode,
    status: statusOf(),
    length: walkLength,
    interruptible: (command) => interruptibles.has(command),
    onState: (state, taken) => {
      if (seen.has(state)) return;
      seen.add(state);
      for (const difference of differences.in(state)) found.add(difference, [...taken]);
    },
  });
  for (let walk = 0; walk < walks && !signal.aborted; walk += 1) {
    walker.walk(`mutants ${walk}`);
    if (walk % 500 !== 0) continue;
    say(`${mode}: walk ${walk} of ${walks}, ${found.size} mutants that differ`);
    await setImmediate();
  }
}

/** The ways to differences that have been found, the shortest first. */
class Found {
  readonly ways = new Map<string, WayThere[]>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Of how many mutations there are some. */
  get size(): number {
    return this.ways.size;
  }

  add({ mutation, isLess }: Difference, before: readonly Taken[]): void {
    const known = this.ways.get(mutation.name) ?? [];
    if (known.filter((way) => way.isLess === isLess).length >= this.#most) return;
    const last = isLess ? [] : takenOf([eventNamed(mutation.event)]);
    if (last === undefined) return;
    this.ways.set(mutation.name, [...known, { isLess, steps: [...before, ...last] }]);
  }
}
