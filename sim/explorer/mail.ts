import type { PairKernel } from '../pair-kernel.ts';

/** States that one part of an exploration sends to another, by what they are made of. */
export interface Letter {
  /** By fours: the state that one was come from, the event, the code of its configuration, its context. */
  readonly states: Int32Array<ArrayBuffer>;
  /** The contexts that were not sent before: of each its number where it comes from, and its words. */
  readonly contexts: Int32Array<ArrayBuffer>;
}

/** How many words stand for a state in a letter. */
export const stateWidth = 4;

/** How many states make a letter. */
const fullAt = 8192;

/** States on their way to one part. Each context is written out once, and goes by its number after that. */
export class Outbox {
  readonly #kernel: PairKernel;
  readonly #states = new Int32Array(fullAt * stateWidth);
  readonly #written: boolean[] = [];
  #contexts: number[] = [];
  #count = 0;

  constructor(kernel: PairKernel) {
    this.#kernel = kernel;
  }

  /** Adds a state; true if that makes a letter full. */
  add(from: number, event: number, configuration: number, context: number): boolean {
    const at = this.#count * stateWidth;
    this.#states[at] = from;
    this.#states[at + 1] = event;
    this.#states[at + 2] = this.#kernel.codeOf(configuration);
    this.#states[at + 3] = context;
    this.#count += 1;
    if (this.#written[context] !== true) {
      this.#written[context] = true;
      this.#contexts.push(context);
    }
    return this.#count === fullAt;
  }

  /** What has been added since this was last asked; undefined for nothing. */
  letter(): Letter | undefined {
    if (this.#count === 0) return undefined;
    const wide = 1 + this.#kernel.width;
    const contexts = new Int32Array(this.#contexts.length * wide);
    for (const [index, context] of this.#contexts.entries()) {
      contexts[index * wide] = context;
      this.#kernel.writeContext(context, contexts, index * wide + 1);
    }
    const states = this.#states.slice(0, this.#count * stateWidth);
    this.#contexts = [];
    this.#count = 0;
    return { states, contexts };
  }
}

/** The letters that come from one part, read in its kernel's terms. */
export class Inbox {
  readonly #kernel: PairKernel;
  /** By the number that a context has where it comes from: its number here. */
  readonly #contexts: number[] = [];

  constructor(kernel: PairKernel) {
    this.#kernel = kernel;
  }

  /** Reads a letter: each state by the numbers of its configuration and its context, and its origin. */
  read(
    { states, contexts }: Letter,
    onState: (configuration: number, context: number, from: number, event: number) => void,
  ): void {
    const wide = 1 + this.#kernel.width;
    for (let at = 0; at < contexts.length; at += wide) {
      this.#contexts[contexts[at] ?? 0] = this.#kernel.readContext(contexts, at + 1);
    }
    for (let at = 0; at < states.length; at += stateWidth) {
      const configuration = this.#kernel.coded(states[at + 2] ?? 0);
      const context = this.#contexts[states[at + 3] ?? 0] ?? 0;
      onState(configuration, context, states[at] ?? 0, states[at + 1] ?? 0);
    }
  }
}
