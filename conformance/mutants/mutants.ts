import { setImmediate } from 'node:timers/promises';
import type { Mutation } from '../../sim/mutants/mutation.ts';
import type { MutantsJob } from './job.ts';
import { scan } from './scan.ts';
import { type Fate, Trials } from './trial.ts';

/** A mutant that was tried, and what became of it. */
export interface Mutant {
  readonly mutation: Mutation;
  readonly fate: Fate;
}

/** What the mutants of one mode came to. */
export interface Tried {
  readonly job: MutantsJob;
  /** How many mutants there are. */
  readonly all: number;
  readonly mutants: readonly Mutant[];
  /** The states in which differences were looked for, breadth first; and whether these are all. */
  readonly states: number;
  readonly complete: boolean;
  /** Milliseconds. */
  readonly took: number;
  /** Whether a user ended it. */
  readonly interrupted: boolean;
}

/** Tries mutants one after the other; ends early, with those that were tried, when told to. */
export async function mutants(
  job: MutantsJob,
  say: (what: string) => void,
  signal: AbortSignal,
): Promise<Tried> {
  const began = performance.now();
  const { mutations, ways, states, complete } = await scan(job, say, signal);
  const trials = new Trials(job.mode);
  const chosen = mutations.filter((_, index) => index % job.every === 0);
  const tried: Mutant[] = [];
  for (const mutation of chosen) {
    if (signal.aborted) break;
    tried.push({ mutation, fate: await trials.of(mutation, ways.get(mutation.name) ?? []) });
    const caught = tried.filter(({ fate: { kind } }) => kind === 'caught').length;
    say(`${job.mode}: mutant ${tried.length} of ${chosen.length}, ${caught} caught`);
    await setImmediate();
  }
  const took = performance.now() - began;
  const interrupted = signal.aborted;
  return { job, all: mutations.length, mutants: tried, states, complete, took, interrupted };
}
