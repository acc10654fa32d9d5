import { type Guard, regionsIn } from './guard.ts';
import type { Candidate, Listener } from './rules.ts';
import { grown } from './vectors.ts';

/** What an event does once it is decided: the leaves that regions go to, and the actions, in order. */
export interface Deed {
  readonly moves: readonly Move[];
  readonly actions: readonly number[];
}

/** A region goes from one of its leaves to another. */
export type Move = { readonly region: number; readonly from: number; readonly leaf: number };

/** In place of a node: the event does nothing, as no transition is taken. */
export const nothingTaken = -1;

/** The deed that a node below 0 stands for; -1 where nothing is taken. */
export const deedOf = (node: number): number => -2 - node;

/** The numbers that a node takes. */
export const nodeWidth = 3;

/**
 * Decides events. For a configuration, what is left of all guards is a tree of questions about the
 * context, one predicate at a node; its ends are deeds. Trees are shared, as far as they are alike.
 */
export class Decisions {
  readonly deeds: Deed[] = [];
  /** By node: the predicate that it asks, and the nodes to go on with if it holds, and if not. */
  nodes = new Int32Array(nodeWidth * 64);
  #size = 0;
  readonly #nodes = new Map<string, number>();
  readonly #known = new Map<string, number>();

  /** Decides, for one event, what the leaves of a configuration leave open. */
  root(listeners: readonly Listener[], leaves: ArrayLike<number>): number {
    const open = listeners.flatMap(({ region, byLeaf }) => {
      const candidates = byLeaf[leaves[region] ?? -1] ?? [];
      const from = leaves[region] ?? -1;
      return candidates.length > 0 ? [{ region, from, candidates }] : [];
    });
    return this.#decide(open, { leaves, facts: new Map() }, { moves: [], actions: [] });
  }

  #decide(open: readonly Open[], known: Known, deed: Deed, taken = false): number {
    const [first, ...rest] = open;
    if (first === undefined) return taken ? this.#deed(deed) : nothingTaken;
    const [candidate, ...others] = first.candidates;
    if (candidate === undefined) return this.#decide(rest, known, deed, taken);
    const answer = ask(candidate.guard, known);
    if (answer === true) {
      return this.#decide(rest, known, after(deed, first, candidate), true);
    }
    if (answer === false) {
      return this.#decide([{ ...first, candidates: others }, ...rest], known, deed, taken);
    }
    const given = (value: boolean) => {
      const facts = new Map(known.facts).set(answer, value);
      return this.#decide(open, { ...known, facts }, deed, taken);
    };
    return this.#node(answer, given(true), given(false));
  }

  #node(predicate: number, yes: number, no: number): number {
    if (yes === no) return yes;
    const key = `${predicate} ${yes} ${no}`;
    const known = this.#nodes.get(key) ?? this.#size;
    if (known < this.#size) return known;
    this.#nodes.set(key, known);
    this.#size += 1;
    if (this.#size * nodeWidth > this.nodes.length) {
      this.nodes = grown(this.nodes, this.#size * nodeWidth);
    }
    this.nodes.set([predicate, yes, no], known * nodeWidth);
    return known;
  }

  #deed(deed: Deed): number {
    const key = JSON.stringify(deed);
    const known = this.#known.get(key) ?? this.deeds.push(deed) - 1;
    this.#known.set(key, known);
    return deedOf(known);
  }
}

type Open = {
  readonly region: number;
  readonly from: number;
  readonly candidates: readonly Candidate[];
};
type Known = { readonly leaves: ArrayLike<number>; readonly facts: ReadonlyMap<number, boolean> };

function after({ moves, actions }: Deed, open: Open, { leaf, actions: more }: Candidate): Deed {
  const { region, from } = open;
  return {
    moves: leaf === undefined || leaf === from ? moves : [...moves, { region, from, leaf }],
    actions: [...actions, ...more],
  };
}

/** What a guard comes to, or the first predicate that it comes down to. */
function ask(guard: Guard, known: Known): boolean | number {
  switch (guard.kind) {
    case 'always':
      return true;
    case 'in':
      return known.leaves[guard.region] === guard.leaf;
    case 'holds':
      return known.facts.get(guard.predicate) ?? guard.predicate;
    case 'no': {
      const answer = ask(guard.part, known);
      return typeof answer === 'number' ? answer : !answer;
    }
    default:
      return askAll(guard.parts, known, guard.kind === 'any');
  }
}

/** `decisive` is what one part has to be for the whole to be that. */
function askAll(parts: readonly Guard[], known: Known, decisive: boolean): boolean | number {
  let open: number | undefined;
  for (const part of parts) {
    const answer = ask(part, known);
    if (answer === decisive) return decisive;
    if (typeof answer === 'number') open ??= answer;
  }
  return open ?? !decisive;
}

/** The regions that an event depends on: those that listen for it, and those that they ask about. */
export function regionsAsked(listeners: readonly Listener[]): number[] {
  const asked = listeners.flatMap(({ region, byLeaf }) => [
    region,
    ...byLeaf.flat().flatMap(({ guard }) => regionsIn(guard)),
  ]);
  return [...new Set(asked)].sort((a, b) => a - b);
}
