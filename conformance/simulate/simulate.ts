import { setImmediate } from 'node:timers/promises';
import type { Mode } from '../../model/site.ts';
import { type Failure, simBudget } from '../campaign/failure.ts';
import { judge } from '../campaign/judge.ts';
import { Models } from '../campaign/models.ts';
import { type Bench, runSeed } from '../campaign/run.ts';
import { formatSeed } from '../campaign/seed.ts';
import type { Origin } from '../output/header.ts';
import { OutputFolder } from '../output/output.ts';
import { runRecordSchema } from '../output/schema.ts';
import type { RunRecord } from '../record.ts';
import { type Count, Counter } from './count.ts';
import type { SimulateJob } from './job.ts';
import { walkText } from './walks.ts';

/** Why a simulation ended: all walks were taken, or a limit was met, or a user had it end. */
export type End = 'complete' | 'time' | 'failures' | 'interrupted';

/** What a simulation came to. */
export interface Simulated {
  readonly job: SimulateJob;
  readonly end: End;
  /** Milliseconds. */
  readonly took: number;
  /** By mode. */
  readonly counts: readonly Count[];
  /** Walks that failed when an oracle looked at them from outside. */
  readonly failed: number;
  /** Walks that raised a suspicion, and that the oracle could not follow to their end. */
  readonly undecided: number;
  readonly failures: readonly Failure[];
  /** The number of the first walk that was not taken. */
  readonly next: number;
}

/** Sees a simulation happen. */
export interface SimulateView {
  progress(counts: readonly Count[], took: number): void;
  stage(text: string): void;
  failure(failure: Failure): void;
}

/** How many walks of each mode are taken before others get a turn: some hundredths of a second. */
const turn = 100;

/**
 * Takes walks, millions of them where it is left to, and judges each: from within, and those that raise a
 * suspicion by a run of their own, with an oracle. What fails is shrunk and saved as a campaign's failures
 * are. Ends early with a result of what was done.
 */
export async function simulate(
  job: SimulateJob,
  splitbrain: string,
  view: SimulateView,
  signal: AbortSignal,
): Promise<Simulated> {
  const simulation = new Simulation(job, view, signal);
  const origin = { command: 'simulate', target: job.target.name } as const;
  const whole = { splitbrain, ...origin, ...originOf(job) };
  const output = OutputFolder.fresh(job.out, whole, runRecordSchema);
  try {
    return await simulation.run(output);
  } finally {
    output.close();
  }
}

const originOf = ({ modes, seed }: SimulateJob): Pick<Origin, 'modes' | 'seed'> => ({
  modes: [...modes],
  seed,
});

class Simulation {
  readonly #job: SimulateJob;
  readonly #view: SimulateView;
  readonly #signal: AbortSignal;
  readonly #bench: Bench;
  readonly #counters: readonly { readonly mode: Mode; readonly counter: Counter }[];
  readonly #began = performance.now();
  #next: number;
  #end: End = 'complete';

  constructor(job: SimulateJob, view: SimulateView, signal: AbortSignal) {
    this.#job = job;
    this.#view = view;
    this.#signal = signal;
    this.#bench = { target: job.target, models: new Models() };
    this.#counters = job.modes.map((mode) => ({ mode, counter: new Counter(mode) }));
    this.#next = job.from;
  }

  async run(output: OutputFolder<RunRecord>): Promise<Simulated> {
    const verdicts: RunRecord['verdict']['kind'][] = [];
    const failures = await judge(this.#records(), {
      output,
      maxFailures: this.#job.maxFailures,
      shrinkingFor: () => ({
        bench: { ...this.#bench, signal: this.#signal },
        budget: simBudget,
        onProgress: (text) => this.#view.stage(text),
      }),
      onRecord: ({ verdict }) => verdicts.push(verdict.kind),
      onFailure: (failure) => this.#view.failure(failure),
    });
    if (failures.length >= this.#job.maxFailures) this.#end = 'failures';
    const { counts, took } = this;
    const failed = verdicts.filter((kind) => kind === 'fail').length;
    const undecided = verdicts.filter((kind) => kind === 'inconclusive').length;
    const [job, end, next] = [this.#job, this.#end, this.#next];
    return { job, end, took, counts, failed, undecided, failures, next };
  }

  get counts(): readonly Count[] {
    return this.#counters.map(({ counter }) => counter.count());
  }

  get took(): number {
    return performance.now() - this.#began;
  }

  /** The records of the walks that raised a suspicion: all others pass. */
  async *#records(): AsyncGenerator<RunRecord> {
    const { from, walks = Number.POSITIVE_INFINITY, time } = this.#job;
    while (this.#next < from + walks) {
      if (this.#signal.aborted || this.took >= time) {
        this.#end = this.#signal.aborted ? 'interrupted' : 'time';
        return;
      }
      yield* this.#turn(Math.min(this.#next + turn, from + walks));
      this.#view.progress(this.counts, this.took);
      await setImmediate();
    }
  }

  async *#turn(until: number): AsyncGenerator<RunRecord> {
    const { seed: text, target } = this.#job;
    for (const { mode, counter } of this.#counters) {
      for (let index = this.#next; index < until; index += 1) {
        const seed = formatSeed({ mode, text: walkText(text, index) });
        const walked = target.whiteBox?.walkers(mode).walk(seed);
        if (walked === undefined) throw new TypeError(`${target.name} cannot be looked into`);
        counter.add(walked);
        if (walked.suspicion !== undefined) yield await runSeed(seed, this.#bench);
      }
    }
    this.#next = until;
  }
}
