import type { KernelState } from '../kernel/kernel.ts';
import type { PairKernel } from '../pair-kernel.ts';
import { type Endless, endlessIn, type Followed } from './endless.ts';
import { Inbox, type Letter } from './mail.ts';

/** A state, by its number in one of several parts. */
export interface Placed {
  readonly part: number;
  readonly state: KernelState;
}

/** The states without a fault of all parts of an exploration, in one place: daemons lead from part to part. */
export class Gathering {
  readonly #kernel: PairKernel;
  readonly #inboxes: readonly Inbox[];
  /** By state: where it is from, and how many events lead there. */
  readonly #placed: (Placed & { readonly depth: number })[] = [];

  /** `kernel` is one of its own, with the bound of the parts. */
  constructor(kernel: PairKernel, parts: number) {
    this.#kernel = kernel;
    this.#inboxes = Array.from({ length: parts }, () => new Inbox(kernel));
  }

  /** Takes in the states that a part told, each with its depth in place of an event. */
  take(part: number, letter: Letter): void {
    this.#inboxes[part]?.read(letter, (configuration, context, state, depth) => {
      this.#placed[this.#kernel.meet(configuration, context)] = { part, state, depth };
    });
  }

  /** What comes of following the daemons alone; see `endlessIn`. */
  follow(): Followed<Placed & Pick<Endless, 'loop'>> {
    const depth = (state: KernelState) => this.#placed[state]?.depth ?? Number.POSITIVE_INFINITY;
    const { states, endless } = endlessIn(this.#kernel, this.#kernel.size, depth);
    const placed = endless && this.#placed[endless.state];
    if (endless === undefined || placed === undefined) return { states };
    return { states, endless: { part: placed.part, state: placed.state, loop: endless.loop } };
  }
}
