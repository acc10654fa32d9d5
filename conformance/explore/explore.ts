import { setImmediate } from 'node:timers/promises';
import type { PromiseCode } from '../../model/promises.ts';
import { type Breach, Explorer, type Reached } from '../../sim/explorer/explorer.ts';
import { type Counterexample, counterexamples } from './counterexample.ts';
import { expeditionOf } from './expedition.ts';
import type { ExploreJob } from './job.ts';
import { Together } from './together.ts';

/** Why an exploration ended: it is complete, or met a limit, or a user had it end. */
export type End = 'complete' | 'depth' | 'states' | 'time' | 'interrupted';

/** What an exploration came to. */
export interface Explored {
  readonly job: ExploreJob;
  readonly reached: Reached;
  readonly end: End;
  /** Milliseconds. */
  readonly took: number;
  /** How many states without a fault the daemons were followed from, alone; undefined where they were not. */
  readonly followed?: number;
  /** How often each promise was at stake. */
  readonly atStake: Readonly<Partial<Record<PromiseCode, number>>>;
  readonly counterexamples: readonly Counterexample[];
}

/** How many states are expanded before others get a turn: some hundredths of a second. */
const turn = 1_000;

/** How often several threads are asked how far they have come, in milliseconds. */
const glance = 200;

/** Told how far an exploration has come, and in how many milliseconds. */
export type OnProgress = (reached: Reached, took: number) => void;

/**
 * Explores what a job asks for, to its end or a limit; what was covered until then is in the result.
 * `onProgress` is told how far it has come, and may end it.
 */
export async function explore(
  job: ExploreJob,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Explored> {
  const began = performance.now();
  const took = () => performance.now() - began;
  const isOver = () => took() >= job.time || signal.aborted;
  const tell = (reached: Reached) => onProgress(reached, took());
  const { reached, end, followed, breaches, asked } = await (job.workers === 1
    ? alone(job, tell, isOver)
    : together(job, tell, isOver));
  const wanted = breaches.filter(({ code }) => job.promises.includes(code));
  return {
    job,
    reached,
    end: end ?? (signal.aborted ? 'interrupted' : 'time'),
    took: took(),
    ...(followed !== undefined && { followed }),
    atStake: Object.fromEntries(asked),
    counterexamples: await counterexamples(job, wanted),
  };
}

/** What was explored. */
interface Covered {
  readonly reached: Reached;
  /** Undefined where it was ended from outside. */
  readonly end: 'complete' | 'depth' | 'states' | undefined;
  readonly followed: number | undefined;
  readonly breaches: readonly Breach[];
  readonly asked: ReadonlyMap<PromiseCode, number>;
}

/** Whether the daemons are followed, alone, in the end: not where a user, or the time, had it end. */
const isFollowed = ({ promises }: ExploreJob, end: Covered['end']): boolean =>
  end !== undefined && promises.includes('converges');

async function alone(
  job: ExploreJob,
  tell: (reached: Reached) => void,
  isOver: () => boolean,
): Promise<Covered> {
  const explorer = new Explorer({ ...expeditionOf(job), depth: job.depth, states: job.states });
  while (explorer.end === undefined && !isOver()) {
    explorer.explore(turn);
    tell(explorer.reached);
    await setImmediate();
  }
  const followed = isFollowed(job, explorer.end) ? explorer.follow() : undefined;
  const { reached, end, breaches, asked } = explorer;
  return { reached, end, followed, breaches, asked };
}

async function together(
  job: ExploreJob,
  tell: (reached: Reached) => void,
  isOver: () => boolean,
): Promise<Covered> {
  const explorers = new Together(job);
  const look = () => {
    tell(explorers.reached);
    if (isOver()) explorers.stop();
  };
  const timer = setInterval(look, glance);
  try {
    while (explorers.end === undefined && !isOver()) {
      await explorers.level();
      tell(explorers.reached);
    }
    const { reached, end, asked } = explorers;
    const followed = isFollowed(job, end) ? await explorers.follow() : undefined;
    return { reached, end, followed, asked, breaches: await explorers.breaches() };
  } finally {
    clearInterval(timer);
    await explorers.close();
  }
}
