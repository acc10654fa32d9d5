import { beyond, type Kernel, type KernelState } from '../kernel/kernel.ts';
import { grown } from '../kernel/vectors.ts';
import type { Standing } from './standing.ts';
import { Steps } from './steps.ts';

/** Told each step that is taken: where from, by what, and where it leads. */
export type OnStep = (from: KernelState, event: number, deed: number, to: KernelState) => void;

/** Where a search stands, but for what its kernel has met: the first numbers and arrays of a Standing. */
type Stand = Pick<Standing<never>, 'next' | 'transitions' | 'beyond'> &
  Pick<Standing<never>['arrays'], 'ways' | 'levels'>;

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
  /** By depth, the first state that is deeper. */
  #levels: KernelState[] = [1];
  #levelEnd = 1;

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
      depth: this.depth,
    };
  }

  /** Whether every state that was found has been expanded. */
  get complete(): boolean {
    return this.#next >= this.#kernel.size;
  }

  /** The length of a shortest way to the state that is expanded next. */
  get depth(): number {
    return this.#levels.length - 1;
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
      this.#levels.push(this.#levelEnd);
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

  /** Where it stands, but for what its kernel has met. */
  get standing(): Stand {
    const { size } = this.#kernel;
    const ways = new Int32Array(size * 2);
    ways.set(this.#parents.subarray(0, size));
    ways.set(this.#via.subarray(0, size), size);
    const { transitions, beyond } = this.#steps;
    return { ways, levels: Int32Array.from(this.#levels), next: this.#next, transitions, beyond };
  }

  /** Goes on from where another stood, once the kernel has met the same. */
  goOn({ ways, levels, next, transitions, beyond }: Stand): void {
    const size = ways.length / 2;
    this.#parents = ways.slice(0, size);
    this.#via = ways.slice(size);
    this.#levels = [...levels];
    this.#levelEnd = levels.at(-1) ?? 1;
    this.#next = next;
    this.#steps.transitions = transitions;
    this.#steps.beyond = beyond;
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
