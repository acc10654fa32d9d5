import type { PairContext } from '../../model/context.ts';
import { isCommand } from '../../model/events.ts';
import { canonical } from '../../model/lineage.ts';
import { beyond, type KernelState, noDeed } from '../kernel/kernel.ts';
import type { Rules } from '../kernel/rules.ts';
import type { PairKernel } from '../pair-kernel.ts';
import { withoutNotes } from '../space.ts';
import { listenersWith, type Mutation } from './mutation.ts';

/** A state in which a mutation makes a difference: its event ends otherwise, or leads elsewhere. */
export interface Difference {
  readonly mutation: Mutation;
  readonly state: KernelState;
  /** What may happen, and need not, does not: all that the pair still does is as before. */
  readonly isLess: boolean;
}

/** A mutation, and what is left to decide of its event, by configuration, without and with it. */
type Shadow = {
  readonly mutation: Mutation;
  readonly event: number;
  readonly root: (configuration: number) => number;
  /** What was found, by both deeds and the situation. */
  readonly found: Set<string>;
  /** Whether some difference is not that there is less. */
  isMore: boolean;
};

/** By threes: the number of a mutation, and the roots of its event without and with it, that differ. */
type Doubts = readonly number[];

/**
 * Finds where mutations make a difference, in the states of the machine as it is. A mutation that makes
 * none in any state there is, is equivalent.
 */
export class Differences {
  readonly #kernel: PairKernel;
  readonly #shadows: readonly Shadow[];
  readonly #most: number;
  readonly #regarded: readonly number[];
  readonly #byPlace = new Map<string, number[]>();
  readonly #doubts: Doubts[] = [];
  readonly #plains = new Map<number, number>();
  readonly #numbers = new Map<string, number>();

  /** `most` differences are found of each mutation, each of another kind. */
  constructor(
    kernel: PairKernel,
    rules: Rules<PairContext>,
    mutations: readonly Mutation[],
    most: number,
  ) {
    this.#kernel = kernel;
    this.#most = most;
    this.#regarded = kernel.regions.flatMap(({ path }, region) =>
      ['image', 'replayer'].includes(path[1] ?? '') ? [region] : [],
    );
    this.#shadows = mutations.map((mutation) => ({
      mutation,
      event: kernel.number(mutation.event) ?? noDeed,
      root: kernel.otherwise(listenersWith(rules, mutation)),
      found: new Set(),
      isMore: false,
    }));
    for (const [number, { region, leaf }] of mutations.entries()) {
      const place = `${region} ${leaf}`;
      this.#byPlace.set(place, [...(this.#byPlace.get(place) ?? []), number]);
    }
  }

  /** The differences that a state shows, and that are new in their kind. */
  in(state: KernelState): Difference[] {
    const doubts = this.#doubtsAt(state);
    const context = this.#kernel.contextOf(state);
    const found: Difference[] = [];
    for (let at = 0; at < doubts.length; at += 3) {
      const shadow = this.#shadows[doubts[at] ?? -1];
      if (shadow === undefined || (shadow.isMore && shadow.found.size >= this.#most)) continue;
      const as = this.#kernel.decide(context, doubts[at + 1] ?? 0);
      const otherwise = this.#kernel.decide(context, doubts[at + 2] ?? 0);
      const difference = this.#differ(state, shadow, as, otherwise);
      if (difference !== undefined) found.push(difference);
    }
    return found;
  }

  /** Whether two deeds come to something else. No state is met by asking: that is for who searches. */
  #differ(state: KernelState, shadow: Shadow, as: number, otherwise: number) {
    const { mutation, found } = shadow;
    const key = `${as} ${otherwise} ${this.#situation(state)}`;
    if (as === otherwise || found.has(key)) return undefined;
    // Where nothing is specified of a command, nothing that it comes to is wrong.
    if (as === noDeed && isCommand(mutation.event)) return undefined;
    const [one, other] = [this.#end(state, as), this.#end(state, otherwise)];
    if (one === 'beyond' || other === 'beyond' || one === other) return undefined;
    const isLess = !isCommand(mutation.event) && other === this.#end(state, noDeed);
    if (found.size >= this.#most && isLess) return undefined;
    if (!isLess) shadow.isMore = true;
    found.add(key);
    return { mutation, state, isLess };
  }

  /** What images and replayers are at both sites: the same difference elsewhere may show where here it does not. */
  #situation(state: KernelState): number {
    const leaves = this.#kernel.leaves(state);
    return this.#regarded.reduce((all, region) => all * 16 + (leaves[region] ?? 0), 0);
  }

  /** What a deed comes to: where it leads, and what it says. A step of a daemon that leads nowhere is none. */
  #end(state: KernelState, deed: number): string {
    const [configuration, context] = [
      this.#kernel.configurationOf(state),
      this.#kernel.contextOf(state),
    ];
    if (deed === noDeed) return `${configuration} ${this.#plain(context)} ok`;
    const where = this.#kernel.where(configuration, deed);
    const what = this.#kernel.what(context, deed);
    const isBeyond = where === beyond || what === beyond;
    return isBeyond ? 'beyond' : `${where} ${this.#plain(what)} ${this.#kernel.said(deed)}`;
  }

  /** One number for all contexts that differ in nothing but what is noted for deviations. */
  #plain(context: number): number {
    const known = this.#plains.get(context);
    if (known !== undefined) return known;
    const key = JSON.stringify(canonical(withoutNotes(this.#kernel.contextNumbered(context))));
    const number = this.#numbers.get(key) ?? this.#numbers.size;
    this.#numbers.set(key, number);
    this.#plains.set(context, number);
    return number;
  }

  /** The mutations that may make a difference in the configuration of a state. */
  #doubtsAt(state: KernelState): Doubts {
    const configuration = this.#kernel.configurationOf(state);
    this.#doubts[configuration] ??= this.#find(configuration, this.#kernel.leaves(state));
    return this.#doubts[configuration];
  }

  #find(configuration: number, leaves: Int32Array): Doubts {
    return [...leaves].flatMap((leaf, region) =>
      (this.#byPlace.get(`${region} ${leaf}`) ?? []).flatMap((number) => {
        const shadow = this.#shadows[number];
        if (shadow === undefined) return [];
        const as = this.#kernel.root(configuration, shadow.event);
        const otherwise = shadow.root(configuration);
        return as === otherwise ? [] : [number, as, otherwise];
      }),
    );
  }
}
