import { Worker } from 'node:worker_threads';
import type { Letter } from '../../sim/explorer/mail.ts';
import type { Origin, Send } from '../../sim/explorer/part.ts';
import { moduleBeside } from '../module-beside.ts';
import type { PartReport, PartStart, Says, Told } from './part-messages.ts';

type Answer = Exclude<Says, { kind: 'letter' | 'calm' }>;
type Waiting = {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
};

/** A thread that explores one part of the states; its questions are answered in their order. */
export class PartThread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #onCalm: (letter: Letter) => void = () => undefined;

  /** `onLetter` is given the states that belong to another part. */
  constructor(start: PartStart, onLetter: Send) {
    this.#worker = new Worker(moduleBeside('part-thread', import.meta.url), { workerData: start });
    this.#worker.on('message', (says: Says) => {
      if (says.kind === 'letter') onLetter(says.to, says.letter);
      else if (says.kind === 'calm') this.#onCalm(says.letter);
      else this.#waiting.shift()?.resolve(says);
    });
    this.#worker.on('error', (error) => {
      const reason = error instanceof Error ? error : new Error(String(error));
      for (const { reject } of this.#waiting.splice(0)) reject(reason);
    });
  }

  /** Takes in states that another part sent. */
  take(from: number, letter: Letter): void {
    this.#tell({ kind: 'take', from, letter }, [letter.states.buffer, letter.contexts.buffer]);
  }

  /** Expands the level to its end, or to where all are stopped. */
  expand(): Promise<PartReport> {
    return this.#report({ kind: 'expand' });
  }

  /** Begins the next level. */
  advance(): Promise<PartReport> {
    return this.#report({ kind: 'advance' });
  }

  /** Sends what is on its way to other parts. */
  send(): Promise<PartReport> {
    return this.#report({ kind: 'send' });
  }

  /** Writes where it stands, once nothing is on its way any more. */
  save(file: string, stamp: string): Promise<PartReport> {
    return this.#report({ kind: 'save', file, stamp });
  }

  /** Tells every state that was expanded and is without a fault, before it answers. */
  async tellCalm(onCalm: (letter: Letter) => void): Promise<void> {
    this.#onCalm = onCalm;
    await this.#report({ kind: 'calm' });
  }

  /** Where a state was come from first; undefined for the first of all. */
  async originOf(state: number): Promise<Origin | undefined> {
    const answer = await this.#ask({ kind: 'origin', state });
    if (answer.kind !== 'origin') throw new TypeError(`a part answered with a ${answer.kind}`);
    return answer.origin;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  async #report(told: Told): Promise<PartReport> {
    const answer = await this.#ask(told);
    if (answer.kind !== 'report') throw new TypeError(`a part answered with a ${answer.kind}`);
    return answer.report;
  }

  #ask(told: Told): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#tell(told);
    });
  }

  #tell(told: Told, give: ArrayBuffer[] = []): void {
    this.#worker.postMessage(told, give);
  }
}
