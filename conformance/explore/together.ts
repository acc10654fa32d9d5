import { randomUUID } from 'node:crypto';
import type { PairEvent } from '../../model/events.ts';
import type { PromiseCode } from '../../model/promises.ts';
import { boundedKernel } from '../../sim/explorer/bound.ts';
import type { Breach, Reached } from '../../sim/explorer/explorer.ts';
import { Gathering } from '../../sim/explorer/gathering.ts';
import type { Broken } from '../../sim/explorer/part.ts';
import { placeCheckpoint } from './checkpoint.ts';
import { expeditionOf } from './expedition.ts';
import type { ExploreJob } from './job.ts';
import { Board, type PartReport } from './part-messages.ts';
import { PartThread } from './thread.ts';

/** A promise that is broken, the part that found it, and in how many events. */
type Found = Broken & Pick<Breach, 'loop'> & { readonly part: number };

/** Several threads that explore together, each a part of the states: see sim/explorer/part.ts. */
export class Together {
  readonly #job: ExploreJob;
  readonly #threads: readonly PartThread[];
  readonly #board: Board;
  readonly #broken = new Map<PromiseCode, Found>();
  #reports: readonly PartReport[] = [];

  /** `from` are the files of a checkpoint to go on from, one for each thread. */
  constructor(job: ExploreJob, from: readonly string[] = []) {
    const { workers: of, behaviour, ...rest } = job;
    const board = Board.for(of);
    this.#job = job;
    this.#board = new Board(board);
    this.#threads = Array.from({ length: of }, (_, index) => {
      const start = { job: { ...rest, workers: of }, behaviour: behaviour?.name, board };
      const file = from[index];
      const given = { ...start, share: { index, of }, ...(file !== undefined && { from: file }) };
      return new PartThread(given, (to, letter) => this.#threads[to]?.take(index, letter));
    });
  }

  /** Why it goes no further; undefined while it does. */
  get end(): 'complete' | 'depth' | 'states' | undefined {
    const left = this.#sum(({ left }) => left);
    if (this.#reports.length > 0 && left === 0) return 'complete';
    if (this.#depth >= this.#job.depth) return 'depth';
    return this.#board.sums.states >= this.#job.states ? 'states' : undefined;
  }

  /** How far it has come; while a level is under way, states alone are told as they are found. */
  get reached(): Reached {
    const most = (of: (reached: PartReport['reached']) => number) =>
      Math.max(0, ...this.#reports.map(({ reached }) => of(reached)));
    return {
      ...this.#board.sums,
      transitions: this.#sum(({ reached }) => reached.transitions),
      beyond: this.#sum(({ reached }) => reached.beyond),
      // Some are met by several parts: the part that met most of them is told.
      contexts: most(({ contexts }) => contexts),
      configurations: most(({ configurations }) => configurations),
      depth: this.#depth,
    };
  }

  /** How often each promise was at stake. */
  get asked(): ReadonlyMap<PromiseCode, number> {
    const all = new Map<PromiseCode, number>();
    for (const [code, times] of this.#reports.flatMap(({ asked }) => asked)) {
      all.set(code, (all.get(code) ?? 0) + times);
    }
    return all;
  }

  /** Expands a level, all parts at once. A level that was stopped midway is left as it is. */
  async level(): Promise<void> {
    this.#reports = await Promise.all(this.#threads.map((thread) => thread.expand()));
    for (const [part, { broken }] of this.#reports.entries()) {
      for (const one of broken) this.#note({ ...one, part });
    }
    if (this.#sum(({ left }) => left) > 0) return;
    this.#reports = await Promise.all(this.#threads.map((thread) => thread.advance()));
  }

  /** Writes where each thread stands to a file of its own, once nothing is on its way between them. */
  async save(files: readonly string[]): Promise<void> {
    const stamp = randomUUID();
    await Promise.all(this.#threads.map((thread) => thread.send()));
    const saved = files.map((file, part) => this.#threads[part]?.save(file, stamp));
    await Promise.all(saved);
    placeCheckpoint(files);
  }

  /** Follows the daemons alone; see Explorer.follow. */
  async follow(): Promise<number> {
    const { machine, bound } = expeditionOf(this.#job);
    const gathering = new Gathering(boundedKernel(machine, bound), this.#threads.length);
    for (const [part, thread] of this.#threads.entries()) {
      await thread.tellCalm((letter) => gathering.take(part, letter));
    }
    const { states, endless } = gathering.follow();
    if (endless !== undefined) {
      const { part, state, loop } = endless;
      const events = (await this.#wayTo(part, state)).length;
      this.#note({ code: 'converges', part, state, events, loop });
    }
    return states;
  }

  /** Has every part stop where it is. */
  stop(): void {
    this.#board.stop();
  }

  /** The promises that were found broken, each with a shortest way. */
  breaches(): Promise<Breach[]> {
    return Promise.all([...this.#broken.values()].map((found) => this.#breach(found)));
  }

  /** Ends all threads. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #sum(of: (report: PartReport) => number): number {
    return this.#reports.reduce((all, report) => all + of(report), 0);
  }

  get #depth(): number {
    return this.#reports[0]?.depth ?? 0;
  }

  #note(found: Found): void {
    const known = this.#broken.get(found.code);
    if (known === undefined || found.events < known.events) this.#broken.set(found.code, found);
  }

  async #breach({ code, part, state, event, loop }: Found): Promise<Breach> {
    const way = await this.#wayTo(part, state);
    if (loop !== undefined) return { code, path: way, atRest: false, loop };
    return { code, path: event === undefined ? way : [...way, event], atRest: event === undefined };
  }

  async #wayTo(part: number, state: number): Promise<PairEvent[]> {
    const way: PairEvent[] = [];
    for (let [at, here] = [part, state]; ; ) {
      const came = await this.#threads[at]?.originOf(here);
      if (came === undefined) return way.reverse();
      way.push(came.event);
      [at, here] = [came.part, came.state];
    }
  }
}
