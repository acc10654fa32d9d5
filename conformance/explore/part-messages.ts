import type { PromiseCode } from '../../model/promises.ts';
import type { Letter } from '../../sim/explorer/mail.ts';
import type { Origin, Part, Share } from '../../sim/explorer/part.ts';
import type { ExploreJob } from './job.ts';

/** What a thread is started with: a job can be sent, but for what its behaviour is made of. */
export interface PartStart {
  readonly job: Omit<ExploreJob, 'behaviour'>;
  /** The name of the behaviour. */
  readonly behaviour: string | undefined;
  readonly share: Share;
  /** The checkpoint to go on from. */
  readonly from?: string;
  /** Shared by all; see Board. */
  readonly board: SharedArrayBuffer;
}

/** What a thread is told; it answers all but `take`. */
export type Told =
  | { readonly kind: 'expand' }
  | { readonly kind: 'take'; readonly from: number; readonly letter: Letter }
  | { readonly kind: 'advance' }
  | { readonly kind: 'calm' }
  | { readonly kind: 'send' }
  | { readonly kind: 'save'; readonly file: string; readonly stamp: string }
  | { readonly kind: 'origin'; readonly state: number };

/** How far a part has come at the end of a level, or where it was stopped. */
export interface PartReport extends Pick<Part, 'reached' | 'depth' | 'left' | 'broken'> {
  readonly asked: readonly (readonly [PromiseCode, number])[];
}

/** What a thread says: states that belong to another part, or those of its own without a fault; or its answer. */
export type Says =
  | { readonly kind: 'calm'; readonly letter: Letter }
  | { readonly kind: 'letter'; readonly to: number; readonly letter: Letter }
  | { readonly kind: 'report'; readonly report: PartReport }
  | { readonly kind: 'origin'; readonly origin: Origin | undefined };

/** What all parts can see at any time: whether they are to stop, and how far each has come. */
export class Board {
  readonly #numbers: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.#numbers = new Int32Array(buffer);
  }

  /** A board for so many parts. */
  static for(parts: number): SharedArrayBuffer {
    return new SharedArrayBuffer(4 * (1 + 2 * parts));
  }

  get isStopped(): boolean {
    return Atomics.load(this.#numbers, 0) !== 0;
  }

  stop(): void {
    Atomics.store(this.#numbers, 0, 1);
  }

  /** A part tells how many states it has found, and how many of them it has expanded. */
  tell(part: number, states: number, expanded: number): void {
    Atomics.store(this.#numbers, 1 + 2 * part, states);
    Atomics.store(this.#numbers, 2 + 2 * part, expanded);
  }

  /** How many states all parts together have found, and expanded. */
  get sums(): { readonly states: number; readonly expanded: number } {
    let [states, expanded] = [0, 0];
    for (let at = 1; at < this.#numbers.length; at += 2) {
      states += Atomics.load(this.#numbers, at);
      expanded += Atomics.load(this.#numbers, at + 1);
    }
    return { states, expanded };
  }
}
