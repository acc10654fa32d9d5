import { setImmediate } from 'node:timers/promises';
import { nameOf } from '../../model/events.ts';
import type { PromiseCode } from '../../model/promises.ts';
import { machineOf, statusOf } from '../../model/variant.ts';
import { Explorer, type Reached } from '../../sim/explorer/explorer.ts';
import { type Counterexample, counterexamples } from './counterexample.ts';
import { type ExploreJob, happenings } from './job.ts';

/** Why an exploration ended: it is complete, or met a limit, or a user had it end. */
export type End = 'complete' | 'depth' | 'states' | 'time' | 'interrupted';

/** What an exploration came to. */
export interface Explored {
  readonly job: ExploreJob;
  readonly reached: Reached;
  readonly end: End;
  /** Milliseconds. */
  readonly took: number;
  /** How often each promise was at stake. */
  readonly atStake: Readonly<Partial<Record<PromiseCode, number>>>;
  readonly counterexamples: readonly Counterexample[];
}

/** How many states are expanded before others get a turn: some hundredths of a second. */
const turn = 1_000;

/**
 * Explores what a job asks for, to its end or a limit; what was covered until then is in the result.
 * `onProgress` is told how far it has come, and may end it.
 */
export async function explore(
  job: ExploreJob,
  onProgress: (reached: Reached, took: number) => void,
  signal: AbortSignal,
): Promise<Explored> {
  const { mode, bound, depth, states, behaviour } = job;
  const parts = behaviour?.parts ?? [];
  const names = happenings(job);
  const explorer = new Explorer({
    machine: machineOf(mode, ...parts),
    ...{ mode, status: statusOf(...parts), bound, depth, states },
    follows: (event) => names.has(nameOf(event)),
  });
  const began = performance.now();
  const took = () => performance.now() - began;
  while (explorer.end === undefined && took() < job.time && !signal.aborted) {
    explorer.explore(turn);
    onProgress(explorer.reached, took());
    await setImmediate();
  }
  const wanted = explorer.breaches.filter(({ code }) => job.promises.includes(code));
  return {
    job,
    reached: explorer.reached,
    end: explorer.end ?? (signal.aborted ? 'interrupted' : 'time'),
    took: took(),
    atStake: Object.fromEntries(explorer.asked),
    counterexamples: await counterexamples(job, wanted),
  };
}
