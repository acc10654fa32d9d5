import { availableParallelism } from 'node:os';
import { explore } from '../explore/explore.ts';
import { type ExploreFlags, exploreJobs, usualCommands, usualFaults } from '../explore/job.ts';

/** An exploration of the whole model by so many threads. */
export interface Workers {
  readonly workers: number;
  readonly states: number;
  readonly transitions: number;
  readonly seconds: number;
}

const flags: Omit<ExploreFlags, 'workers' | 'out'> = {
  ...{ mode: 'journal', events: 5, writes: 2, atOnce: 1, states: 10_000_000 },
  ...{ faults: usualFaults, commands: usualCommands },
};

/** Explores the whole model by one thread and by one for each core, in turns; the best of three of each. */
export async function byWorkers(say: (what: string) => void): Promise<Workers[]> {
  const counts = [1, Math.max(2, availableParallelism())];
  const all: Workers[] = [];
  for (const round of [1, 2, 3]) {
    for (const workers of counts) {
      say(`the whole model, ${workers} threads, ${round} of 3`);
      all.push(await explored(workers));
    }
  }
  return counts.flatMap((workers) => {
    const own = all.filter((one) => one.workers === workers);
    return own.sort((p, q) => p.seconds - q.seconds).slice(0, 1);
  });
}

/** No promise is broken there, so that nothing is written. */
async function explored(workers: number): Promise<Workers> {
  const [job] = exploreJobs({ ...flags, workers, out: 'out' }, 'bench');
  if (job === undefined) throw new TypeError('no mode to explore');
  const { reached, took } = await explore(job, () => undefined, new AbortController().signal);
  const { states, transitions } = reached;
  return { workers, states, transitions, seconds: took / 1000 };
}
