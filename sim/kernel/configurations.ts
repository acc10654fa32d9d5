import { Decisions, type Deed, regionsAsked } from './decision.ts';
import { PairMap } from './pair-map.ts';
import type { Listener, Rules } from './rules.ts';
import { Vectors } from './vectors.ts';

/** Names a configuration. */
export type ConfigurationId = number;

const undecided = -(2 ** 31);

/**
 * The configurations of a machine that have been met: the leaf that each region is in. What guards ask of
 * them is decided once for each event, so that only questions about the context are left.
 */
export class Configurations {
  readonly decisions = new Decisions();
  readonly #events: readonly Asked[];
  readonly #all: Vectors;
  readonly #leaves: Int32Array;
  readonly #rows: Int32Array[] = [];
  readonly #moved = new PairMap();
  readonly #within: (leaves: ArrayLike<number>) => boolean;

  /** What is not `within` is kept by no number: to move there leads to -1. */
  constructor(
    rules: Omit<Rules<never>, 'predicates' | 'actions'>,
    events: readonly string[],
    within: (leaves: ArrayLike<number>) => boolean = () => true,
  ) {
    this.#within = within;
    this.#events = events.map((event) => askedBy(rules, event));
    this.#all = new Vectors(rules.regions.length);
    this.#leaves = new Int32Array(rules.regions.length);
  }

  /** How many there are. */
  get size(): number {
    return this.#all.size;
  }

  /** The number of a configuration. */
  keep(leaves: ArrayLike<number>): ConfigurationId {
    this.#leaves.set(leaves);
    return this.#all.intern(this.#leaves);
  }

  /** The leaf that each region is in; good until the next configuration is met. */
  leaves(id: ConfigurationId): Int32Array {
    const { width, words } = this.#all;
    return words.subarray(id * width, (id + 1) * width);
  }

  /** The node of `decisions` by which an event, by number, is decided. */
  root(id: ConfigurationId, event: number): number {
    this.#rows[id] ??= new Int32Array(this.#events.length).fill(undecided);
    const row = this.#rows[id];
    const known = row[event] ?? undecided;
    if (known !== undecided) return known;
    const root = this.#decide(event, this.leaves(id));
    row[event] = root;
    return root;
  }

  /** The configuration that a deed, by number, leads to; -1 for one that is not within. */
  move(id: ConfigurationId, deed: number): ConfigurationId {
    return this.#moved.get(id, deed, this.#move);
  }

  readonly #move = (id: ConfigurationId, deed: number): ConfigurationId => {
    this.#leaves.set(this.leaves(id));
    const { moves } = this.decisions.deeds[deed] ?? noMoves;
    for (const { region, leaf } of moves) this.#leaves[region] = leaf;
    return this.#within(this.#leaves) ? this.#all.intern(this.#leaves) : -1;
  };

  /** Most regions are of no account for an event: it is decided once for the leaves of the others. */
  #decide(event: number, leaves: Int32Array): number {
    const asked = this.#events[event];
    if (asked === undefined) throw new RangeError(`no event has the number ${event}`);
    let key = 0;
    for (const { index, of } of asked.regions) key = key * of + (leaves[index] ?? 0);
    const root = asked.roots.get(key) ?? this.decisions.root(asked.listeners, leaves);
    asked.roots.set(key, root);
    return root;
  }
}

const noMoves: Pick<Deed, 'moves'> = { moves: [] };

/** An event's listeners, the regions that it depends on, and what was decided for the leaves of those. */
type Asked = {
  readonly listeners: readonly Listener[];
  readonly regions: readonly { readonly index: number; readonly of: number }[];
  readonly roots: Map<number, number>;
};

function askedBy(rules: Omit<Rules<never>, 'predicates' | 'actions'>, event: string): Asked {
  const listeners = rules.listeners.get(event) ?? [];
  const regions = regionsAsked(listeners).map((index) => ({
    index,
    of: rules.regions[index]?.leaves.length ?? 1,
  }));
  return { listeners, regions, roots: new Map() };
}
