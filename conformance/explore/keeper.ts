import { checkpointFiles, isCheckpointed, removeCheckpoint } from './checkpoint.ts';
import type { ExploreJob } from './job.ts';

/** How long an exploration goes on before it is saved again, in milliseconds. */
const every = 300_000;

/** Writes where an exploration stands to these files. */
type Save = (files: readonly string[]) => Promise<void>;

/** Keeps the checkpoint of a job: now and then, and where it ends before all is covered. */
export class Keeper {
  /** The files to go on from; none to begin anew. */
  readonly from: readonly string[];
  readonly #files: readonly string[];
  #saved = performance.now();

  /** @throws UsageError for a checkpoint that the job cannot go on from. */
  constructor(job: ExploreJob) {
    this.#files = checkpointFiles(job);
    this.from = job.goesOn && isCheckpointed(job) ? this.#files : [];
  }

  /** Saves, if that was long ago. */
  async inBetween(save: Save): Promise<void> {
    if (performance.now() - this.#saved < every) return;
    await save(this.#files);
    this.#saved = performance.now();
  }

  /** Saves what did not come to its end; of what did nothing is kept. */
  async atEnd(end: string | undefined, save: Save): Promise<void> {
    if (end === undefined || end === 'states') await save(this.#files);
    else removeCheckpoint(this.#files);
  }
}
