import { isCommand, isInternal } from '../../model/events.ts';
import { type AtRest, type Kept, keptAtRest, keptBy } from '../../model/promise-checks.ts';
import { type PromiseCode, promiseCodes } from '../../model/promises.ts';
import type { PairState } from '../../model/views.ts';
import type { KernelState } from '../kernel/kernel.ts';
import { PairMap } from '../kernel/pair-map.ts';
import { type PairKernel, viewer } from '../pair-kernel.ts';
import { faultsIn } from './bound.ts';

/** The regions whose leaves a promise about a step can depend on. */
const regarded = ['image', 'parent', 'parentSupply'];

/** In place of a judgement: nothing was at stake. */
const nothingAtStake = -1;

const none: readonly PromiseCode[] = [];

/** Watches over the promises, in every step and in every state at rest. */
export class Watch {
  readonly #kernel: PairKernel;
  readonly #at: AtRest;
  readonly #view: (state: KernelState) => PairState;
  readonly #regionsAt: (configuration: number) => Omit<PairState, 'context'>;
  readonly #judged: readonly boolean[];
  readonly #regions: readonly { readonly index: number; readonly of: number }[];
  /** Steps that are alike in all but their context, by number. */
  readonly #kinds = new PairMap();
  readonly #known = new PairMap();
  #kindsMet = 0;
  readonly #judgements: Kept[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #asked = new Map<PromiseCode, number>();
  /** The promises that were at stake lately: a bit each, by their order. */
  #lately = 0;
  readonly #named = new Map<number, readonly PromiseCode[]>();

  constructor(kernel: PairKernel, at: AtRest) {
    this.#kernel = kernel;
    this.#at = at;
    const { view, regionsAt } = viewer(kernel);
    this.#view = view;
    this.#regionsAt = regionsAt;
    this.#judged = kernel.events.map(isJudged);
    this.#regions = kernel.regions.flatMap(({ path, leaves }, index) =>
      regarded.includes(path[1] ?? '') ? [{ index, of: leaves.length }] : [],
    );
  }

  /** How often each promise was at stake. */
  get asked(): ReadonlyMap<PromiseCode, number> {
    return this.#asked;
  }

  /** Adds what was at stake before, for one that goes on. */
  recall(asked: Iterable<readonly [PromiseCode, number]>): void {
    for (const [code, times] of asked) this.#asked.set(code, (this.#asked.get(code) ?? 0) + times);
  }

  /** The promises that were at stake since this was last asked. */
  lately(): readonly PromiseCode[] {
    const lately = this.#lately;
    this.#lately = 0;
    const named = this.#named.get(lately) ?? promiseCodes.filter((_, bit) => (lately >> bit) & 1);
    this.#named.set(lately, named);
    return named;
  }

  /**
   * The promises that a step breaks. That depends on the context, the deed and a few regions: what they
   * come to is judged once.
   */
  step(from: KernelState, event: number, deed: number): readonly PromiseCode[] {
    if (this.#judged[event] !== true) return none;
    const leaves = this.#kernel.leaves(from);
    let place = 0;
    for (const { index, of } of this.#regions) place = place * of + (leaves[index] ?? 0);
    const kind = this.#kinds.get(deed * this.#kernel.events.length + event, place, () => {
      this.#kindsMet += 1;
      return this.#kindsMet;
    });
    const judged = this.#known.get(this.#kernel.contextOf(from), kind, () =>
      this.#number(this.#judge(from, event, deed)),
    );
    return judged === nothingAtStake ? none : this.#brokenIn(this.#judgements[judged] ?? {});
  }

  /**
   * The promises that a state breaks in which no daemon has anything left to do; where a fault is under
   * way, that says nothing yet.
   */
  atRest(state: KernelState): readonly PromiseCode[] {
    if (faultsIn(this.#kernel.regions, this.#kernel.leaves(state)) > 0) return none;
    return this.#brokenIn(keptAtRest(this.#view(state), this.#at));
  }

  #brokenIn(kept: Kept): readonly PromiseCode[] {
    let broken = none;
    for (const [bit, code] of promiseCodes.entries()) {
      if (kept[code] === undefined) continue;
      this.#asked.set(code, (this.#asked.get(code) ?? 0) + 1);
      this.#lately |= 1 << bit;
      if (kept[code] === false) broken = [...broken, code];
    }
    return broken;
  }

  #judge(from: KernelState, event: number, deed: number): Kept {
    const kernel = this.#kernel;
    const where = kernel.where(kernel.configurationOf(from), deed);
    return keptBy({
      event: kernel.events[event] ?? '',
      outcome: kernel.said(deed),
      before: this.#view(from),
      after: { ...this.#regionsAt(where), context: kernel.changed(from, deed) },
    });
  }

  #number(kept: Kept): number {
    const key = JSON.stringify(kept);
    if (key === '{}') return nothingAtStake;
    const known = this.#numbers.get(key) ?? this.#judgements.push(kept) - 1;
    this.#numbers.set(key, known);
    return known;
  }
}

/** Steps of daemons, and changes of roles: no other step can break a promise by itself. */
const isJudged = (event: string): boolean =>
  isInternal(event) || (isCommand(event) && /^(promote|demote)/.test(event));
