import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Say } from '../campaign/target.ts';
import { UsageError } from '../campaign/usage.ts';
import { type FailureData, summaryName } from '../output/summary.ts';
import { type Measures, type RunSide, readSide, type Status } from './side.ts';

/** What became of a kind of failure from one command's results to another's. */
export type Change = 'new' | 'gone' | 'still failing';

/** A kind of failure, in either or both. */
export interface ChangedFailure {
  readonly name: string;
  readonly change: Change;
  readonly before?: FailureData;
  readonly after?: FailureData;
}

/** Runs that came to something else with the same seed. */
export interface ChangedRuns {
  readonly before: Status;
  readonly after: Status;
  readonly seeds: readonly string[];
}

/** Runs, or failovers, of one kind, side by side. */
export interface ComparedKind {
  readonly kind: string;
  readonly before?: Measures;
  readonly after?: Measures;
  /** They took longer, by more than chance and noise would have it: see {@link isSlower}. */
  readonly slower: boolean;
}

/** Two commands' results, the earlier ones and the later ones, side by side. */
export interface Compared {
  readonly before: RunSide;
  readonly after: RunSide;
  /** In what they differ beside what came of them. */
  readonly differences: readonly string[];
  readonly failures: readonly ChangedFailure[];
  /** How many seeds both have. */
  readonly common: number;
  readonly changed: readonly ChangedRuns[];
  readonly kinds: readonly ComparedKind[];
}

/** Whether all texts are folders that a command left its results in: at least one is, and it is no scenario. */
export const areResults = (texts: readonly string[]): boolean =>
  texts.some((text) => existsSync(join(text, summaryName)));

/** What two commands that are compared may differ in, and then make other runs. */
const about = ['splitbrain', 'command', 'driver', 'target', 'modes', 'seed', 'asked'] as const;

/** Compares what two commands left in their folders; says how far it has come. @throws UsageError, OutputError */
export async function compareResults(texts: readonly string[], say: Say): Promise<Compared> {
  const [one, other, ...more] = texts;
  if (one === undefined || other === undefined || more.length > 0) {
    throw new UsageError('give two folders of results: compare out/old out/new');
  }
  const [before, after] = [await readSide(one, say), await readSide(other, say)];
  const differences = about.filter(
    (name) => !isDeepStrictEqual(before.summary[name], after.summary[name]),
  );
  return {
    ...{ before, after, differences },
    failures: failuresOf(before, after),
    common: [...before.runs.keys()].filter((seed) => after.runs.has(seed)).length,
    changed: changedOf(before, after),
    kinds: kindsOf(before, after),
  };
}

function failuresOf(one: RunSide, other: RunSide): ChangedFailure[] {
  const names = new Set([...other.failures.keys(), ...one.failures.keys()]);
  const all = [...names].map((name) => {
    const [before, after] = [one.failures.get(name), other.failures.get(name)];
    const change = before === undefined ? 'new' : after === undefined ? 'gone' : 'still failing';
    return { name, change, ...(before && { before }), ...(after && { after }) } as const;
  });
  const order: readonly Change[] = ['new', 'still failing', 'gone'];
  return all.sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
}

function changedOf(one: RunSide, other: RunSide): ChangedRuns[] {
  const changed = new Map<string, { before: Status; after: Status; seeds: string[] }>();
  for (const [seed, before] of one.runs) {
    const after = other.runs.get(seed);
    if (after === undefined || after === before) continue;
    const known = changed.get(`${before} ${after}`) ?? { before, after, seeds: [] };
    known.seeds.push(seed);
    changed.set(`${before} ${after}`, known);
  }
  return [...changed.values()];
}

function kindsOf(one: RunSide, other: RunSide): ComparedKind[] {
  const names = [...new Set([...one.kinds.keys(), ...other.kinds.keys()])].sort();
  return names.map((kind) => {
    const [before, after] = [one.kinds.get(kind), other.kinds.get(kind)];
    const slower = isSlower(before, after);
    return { kind, slower, ...(before && { before }), ...(after && { after }) };
  });
}

/** What is enough of a kind to say that it got slower. */
const enough = 5;

/** Whether runs or failovers of a kind, at least five on each side, take half as long again in their median. */
export function isSlower(before?: Measures, after?: Measures): boolean {
  const pairs = [
    [before?.took, after?.took],
    [before?.rto, after?.rto],
  ] as const;
  return pairs.some(
    ([one, other]) =>
      one !== undefined &&
      other !== undefined &&
      Math.min(one.count, other.count) >= enough &&
      other.median > 1.5 * one.median,
  );
}
