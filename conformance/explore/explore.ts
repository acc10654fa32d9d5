import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { PromiseCode } from '../../model/promises.ts';
import { type Breach, Explorer, type Reached } from '../../sim/explorer/explorer.ts';
import { ofJob, placeCheckpoint, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { type Counterexample, counterexamples } from './counterexample.ts';
import { expeditionOf } from './expedition.ts';
import { breachSchema } from './found.ts';
import type { ExploreJob } from './job.ts';
import { Keeper } from './keeper.ts';
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
  /** Whether it went on from where an earlier one stood. */
  readonly wentOn: boolean;
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
  const keeper = new Keeper(job);
  const { reached, end, followed, breaches, asked } = await (job.workers === 1
    ? alone(job, tell, isOver, keeper)
    : together(job, tell, isOver, keeper));
  const wanted = breaches.filter(({ code }) => job.promises.includes(code));
  return {
    job,
    reached,
    end: end ?? (signal.aborted ? 'interrupted' : 'time'),
    took: took(),
    wentOn: keeper.from.length > 0,
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
  keeper: Keeper,
): Promise<Covered> {
  const explorer = new Explorer({ ...expeditionOf(job), depth: job.depth, states: job.states });
  for (const file of keeper.from) explorer.goOn(readCheckpoint(file, breachSchema));
  const save = async (files: readonly string[]) => {
    for (const file of files) writeCheckpoint(file, ofJob(job), randomUUID(), explorer.standing);
    placeCheckpoint(files);
  };
  while (explorer.end === undefined && !isOver()) {
    explorer.explore(turn);
    tell(explorer.reached);
    await keeper.inBetween(save);
    await setImmediate();
  }
  await keeper.atEnd(explorer.end, save);
  const followed = isFollowed(job, explorer.end) ? explorer.follow() : undefined;
  const { reached, end, breaches, asked } = explorer;
  return { reached, end, followed, breaches, asked };
}

async function together(
  job: ExploreJob,
  tell: (reached: Reached) => void,
  isOver: () => boolean,
  keeper: Keeper,
): Promise<Covered> {
  const explorers = new Together(job, keeper.from);
  const save = (files: readonly string[]) => explorers.save(files);
  const look = () => {
    tell(explorers.reached);
    if (isOver()) explorers.stop();
  };
  const timer = setInterval(look, glance);
  try {
    while (explorers.end === undefined && !isOver()) {
      await explorers.level();
      tell(explorers.reached);
      await keeper.inBetween(save);
    }
    await keeper.atEnd(explorers.end, save);
    const { reached, end, asked } = explorers;
    const followed = isFollowed(job, end) ? await explorers.follow() : undefined;
    return { reached, end, followed, asked, breaches: await explorers.breaches() };
  } finally {
    clearInterval(timer);
    await explorers.close();
  }
}
