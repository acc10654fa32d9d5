import { setImmediate as otherEvents } from 'node:timers/promises';

/** How works are done beside each other, and when no more are begun. */
export interface AtOnce {
  /** How many at once; asked before each work, as it may change. */
  readonly lanes: () => number;
  /** Ends it: nothing more is begun. */
  readonly signal?: AbortSignal | undefined;
  /** Asked before each work: whether the time for all of them is over. */
  readonly over?: (() => boolean) | undefined;
}

type Ended<Result> = { readonly result: Result } | { readonly error: unknown };

/**
 * Does works, as many at once as there are lanes, and gives out the result of each as it ends; with
 * one lane they come in order. Nothing is begun before its result can be taken. A work that fails
 * ends all: the signal that works are given is aborted, what still ends well is given out, and then
 * the failure is thrown. It never ends before each work has, also where the iteration is broken off.
 */
export async function* atOnce<Task, Result>(
  tasks: Iterable<Task>,
  { lanes, signal, over }: AtOnce,
  work: (task: Task, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result> {
  const ending = new AbortController();
  const stop = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal;
  const running = new Set<Promise<Ended<Result>>>();
  const failures: unknown[] = [];
  const rest = tasks[Symbol.iterator]();
  /** Begins one more, if there is one. */
  const begin = async (): Promise<boolean> => {
    // A simulated run never waits for anything, so that timers and signals would never be served.
    await otherEvents();
    if (stop.aborted || over?.()) return false;
    const next = rest.next();
    if (next.done) return false;
    running.add(settled(work(next.value, stop)));
    return true;
  };
  try {
    for (;;) {
      while (running.size < lanes() && (await begin()));
      if (running.size === 0) break;
      const [promise, ended] = await firstOf(running);
      running.delete(promise);
      if ('result' in ended) yield ended.result;
      else if (!stop.aborted) {
        failures.push(ended.error);
        ending.abort();
      }
    }
    if (failures.length > 0) throw failures[0];
  } finally {
    ending.abort();
    await Promise.all(running);
  }
}

const settled = <Result>(work: Promise<Result>): Promise<Ended<Result>> =>
  work.then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );

const firstOf = <Result>(running: ReadonlySet<Promise<Ended<Result>>>) =>
  Promise.race([...running].map(async (promise) => [promise, await promise] as const));
