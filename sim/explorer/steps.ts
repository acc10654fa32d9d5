import { Chances } from '../kernel/chances.ts';
import { deedOf } from '../kernel/decision.ts';
import { beyond, type Kernel, type KernelState, noDeed } from '../kernel/kernel.ts';

/** A step from a state: what it is of, and the configuration and the context that it leads to. */
export type OnLead = (
  from: KernelState,
  event: number,
  deed: number,
  where: number,
  what: number,
) => void;

/** Takes every step that there is from states of a kernel's machine, and counts them. */
export class Steps<Context extends object, Output extends keyof Context> {
  readonly #kernel: Kernel<Context, Output>;
  readonly #chances: Chances;
  transitions = 0;
  /** Those of them that lead beyond the bound. */
  beyond = 0;

  /** `follows` says, by the number of an event, whether it is taken at all. */
  constructor(kernel: Kernel<Context, Output>, follows: readonly boolean[]) {
    this.#kernel = kernel;
    this.#chances = new Chances(
      kernel,
      [...follows.keys()].filter((event) => follows[event]),
    );
  }

  /** Takes the steps from a state; what leads beyond the bound is told with `beyond` for where and what. */
  from(state: KernelState, onLead: OnLead): void {
    const kernel = this.#kernel;
    const context = kernel.contextOf(state);
    const configuration = kernel.configurationOf(state);
    const chances = this.#chances.at(configuration);
    for (let index = 0; index < chances.length; index += 2) {
      const event = chances[index] ?? 0;
      const root = chances[index + 1] ?? 0;
      // Most are decided by now: not to ask for those is measured to be worth it here.
      const deed = root < 0 ? deedOf(root) : kernel.decide(context, root);
      if (deed === noDeed) continue;
      const where = kernel.where(configuration, deed);
      const what = kernel.what(context, deed);
      this.transitions += 1;
      if (where !== beyond && what !== beyond) onLead(state, event, deed, where, what);
      else {
        this.beyond += 1;
        onLead(state, event, deed, beyond, beyond);
      }
    }
  }
}
