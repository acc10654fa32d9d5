import { CannotCompile } from './cannot-compile.ts';
import { Decisions, regionsAsked } from './decision.ts';
import { PairMap, unknown } from './pair-map.ts';
import type { Region } from './regions.ts';
import type { Listener, Rules } from './rules.ts';
import { grown } from './vectors.ts';

/** Names a configuration. */
export type ConfigurationId = number;

/** In place of a configuration that is not within the bound. */
export const outside = -1;

const undecided = -(2 ** 31);

/** A configuration is one number of 32 bits: the leaves of its regions, in a mixed radix. */
const most = 2 ** 32;

/**
 * The configurations of a machine that have been met: the leaf that each region is in. What guards ask of
 * them is decided once for each event, so that only questions about the context are left; and to move is
 * to add.
 */
export class Configurations {
  readonly decisions = new Decisions();
  readonly #regions: readonly Region[];
  readonly #events: readonly Asked[];
  readonly #within: (leaves: ArrayLike<number>) => boolean;
  /** What a leaf of each region counts in the number of a configuration. */
  readonly #weights: readonly number[];
  readonly #rows: Int32Array[] = [];
  readonly #leaves: Int32Array[] = [];
  /** What a deed adds. */
  readonly #steps: number[] = [];
  /** By number (and 0): which configuration it is, or that it is `outside`. */
  readonly #ids = new PairMap();
  #numbers = new Int32Array(64);

  constructor(
    { regions, listeners }: Pick<Rules<never>, 'regions' | 'listeners'>,
    events: readonly string[],
    within: (leaves: ArrayLike<number>) => boolean = () => true,
  ) {
    this.#regions = regions;
    this.#events = events.map((event) => askedBy(regions, listeners.get(event) ?? []));
    this.#within = within;
    let weight = 1;
    this.#weights = regions.map(({ leaves }) => {
      const own = weight;
      weight *= leaves.length;
      return own;
    });
    if (weight > most) throw new CannotCompile(`${weight} configurations: more than ${most}`);
  }

  /** How many there are. */
  get size(): number {
    return this.#leaves.length;
  }

  /** The number of a configuration, be it within the bound or not. */
  keep(leaves: ArrayLike<number>): ConfigurationId {
    let number = 0;
    for (const [region, weight] of this.#weights.entries())
      number += (leaves[region] ?? 0) * weight;
    const known = this.#ids.find(number | 0, 0);
    return known >= 0 ? known : this.#add(number | 0, Int32Array.from(leaves));
  }

  /** A configuration as one number, the same in every kernel of the same machine. */
  code(id: ConfigurationId): number {
    return this.#numbers[id] ?? 0;
  }

  /** The number of the configuration of a code. */
  coded(code: number): ConfigurationId {
    const known = this.#ids.find(code, 0);
    if (known >= 0) return known;
    const leaves = this.#weights.map((weight, region) => {
      const of = this.#regions[region]?.leaves.length ?? 1;
      return Math.floor((code >>> 0) / weight) % of;
    });
    return this.#add(code, Int32Array.from(leaves));
  }

  /** The leaf that each region is in. */
  leaves(id: ConfigurationId): Int32Array {
    const leaves = this.#leaves[id];
    if (leaves === undefined) throw new RangeError(`no configuration has the number ${id}`);
    return leaves;
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

  /** By configuration: the node by which an event is decided that regions take as these listeners say. */
  otherwise(listeners: readonly Listener[]): (id: ConfigurationId) => number {
    const asked = askedBy(this.#regions, listeners);
    return (id) => this.#rootOf(asked, this.leaves(id));
  }

  /** The configuration that a deed, by number, leads to; or `outside`. */
  move(id: ConfigurationId, deed: number): ConfigurationId {
    this.#steps[deed] ??= this.#stepOf(deed);
    const number = ((this.#numbers[id] ?? 0) + this.#steps[deed]) | 0;
    const known = this.#ids.find(number, 0);
    return known === unknown ? this.#enter(id, deed, number) : known;
  }

  #stepOf(deed: number): number {
    const moves = this.decisions.deeds[deed]?.moves ?? [];
    return moves.reduce((all, { region, from, leaf }) => {
      return all + (leaf - from) * (this.#weights[region] ?? 0);
    }, 0);
  }

  #enter(id: ConfigurationId, deed: number, number: number): ConfigurationId {
    const leaves = this.leaves(id).slice();
    for (const { region, leaf } of this.decisions.deeds[deed]?.moves ?? []) leaves[region] = leaf;
    return this.#within(leaves) ? this.#add(number, leaves) : this.#ids.set(number, 0, outside);
  }

  #add(number: number, leaves: Int32Array): ConfigurationId {
    const id = this.#leaves.push(leaves) - 1;
    if (id >= this.#numbers.length) this.#numbers = grown(this.#numbers, id + 1);
    this.#numbers[id] = number;
    return this.#ids.set(number, 0, id);
  }

  /** Most regions are of no account for an event: it is decided once for the leaves of the others. */
  #decide(event: number, leaves: Int32Array): number {
    const asked = this.#events[event];
    if (asked === undefined) throw new RangeError(`no event has the number ${event}`);
    return this.#rootOf(asked, leaves);
  }

  #rootOf(asked: Asked, leaves: Int32Array): number {
    let key = 0;
    for (const { index, of } of asked.regions) key = key * of + (leaves[index] ?? 0);
    const root = asked.roots.get(key) ?? this.decisions.root(asked.listeners, leaves);
    asked.roots.set(key, root);
    return root;
  }
}

/** An event's listeners, the regions that it depends on, and what was decided for the leaves of those. */
type Asked = {
  readonly listeners: readonly Listener[];
  readonly regions: readonly { readonly index: number; readonly of: number }[];
  readonly roots: Map<number, number>;
};

function askedBy(regions: readonly Region[], listeners: readonly Listener[]): Asked {
  const asked = regionsAsked(listeners).map((index) => ({
    index,
    of: regions[index]?.leaves.length ?? 1,
  }));
  return { listeners, regions: asked, roots: new Map() };
}
