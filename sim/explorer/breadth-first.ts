import { beyond, type Kernel, type KernelState } from '../kernel/kernel.ts';
import { grown } from '../kernel/vectors.ts';
import { Steps } from './steps.ts';

/** Told each step that is taken: where from, by what, and where it leads. */
export type OnStep = (from: KernelState, event: number, deed: number, to: KernelState) => void;

/**
 * A walk through all states of a kernel's machine, breadth first. The kernel numbers states in the order
 * in which they are found: the numbers yet to be expanded are the front, and one parent each is the way
 * back.
 */
export class BreadthFirst<Context extends object, Output extends keyof Context> {
  readonly #kernel: Kernel<Context, Output>;
  readonly #steps: Steps<Context, Output>;
  #parents = new Int32Array(1024);
  #via = new Int32Array(1024);
  #next: KernelState = 0;
  #levelEnd = 1;
  #depth = 0;

  /** `follows` says, by the number of an event, whether it is taken at all. */
  constructor(kernel: Kernel<Context, Output>, follows: readonly boolean[]) {
    this.#kernel = kernel;
    this.#steps = new Steps(kernel, follows);
  }

  /** How far it has come; see Reached. */
  get reached() {
    return {
      ...this.#kernel.met,
      expanded: this.#next,
      transitions: this.#steps.transitions,
      beyond: this.#steps.beyond,
      depth: this.#depth,
    };
  }

  /** Whether every state that was found has been expanded. */
  get complete(): boolean {
    return this.#next >= this.#kernel.size;
  }

  /** The length of a shortest way to the state that is expanded next. */
  get depth(): number {
    return this.#depth;
  }

  /** Takes every step from the next state; returns that state. */
  expand(onStep?: OnStep): KernelState {
    const state = this.#next;
    const kernel = this.#kernel;
    let known = kernel.size;
    this.#steps.from(state, (from, event, deed, where, what) => {
      const to = where === beyond ? beyond : kernel.meet(where, what);
      if (to === known) {
        this.#found(to, from, event);
        known += 1;
      }
      onStep?.(from, event, deed, to);
    });
    this.#next += 1;
    if (this.#next === this.#levelEnd) {
      this.#levelEnd = this.#kernel.size;
      this.#depth += 1;
    }
    return state;
  }

  /** The events of a shortest way to a state, by number. */
  pathTo(state: KernelState): number[] {
    const path: number[] = [];
    for (let here = state; here !== this.#kernel.initial; here = this.#parents[here] ?? 0) {
      path.push(this.#via[here] ?? 0);
    }
    return path.reverse();
  }

  #found(state: KernelState, parent: KernelState, event: number): void {
    if (state >= this.#parents.length) {
      this.#parents = grown(this.#parents, state + 1);
      this.#via = grown(this.#via, state + 1);
    }
    this.#parents[state] = parent;
    this.#via[state] = event;
  }
}
