import type { Command } from '../../model/events.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { interruptOf, requestOf, withoutInterrupt } from '../events.ts';
import type { Step } from '../step.ts';
import { type Move, move } from './move.ts';

type Failed = { readonly step: Step; readonly command: Command; readonly outcome?: Outcome };

/** How many commands to keep in mind, the latest. */
const keptMax = 2;

/**
 * The commands that failed or were interrupted, to be given again once their cause is gone: as soon as
 * the model answers them otherwise than it did.
 */
export class Retries {
  #failed: readonly Failed[] = [];

  /** Notes what a step most likely comes to in a state, before it is done. */
  note(model: Stepper, state: StateId, step: Step): void {
    const request = requestOf(step);
    const [command] = request.kind === 'commands' ? request.commands : [];
    if (command === undefined) return;
    const others = this.#failed.filter((failed) => failed.command !== command);
    const outcome = model.command(state, command)?.outcome;
    const again = whole(step);
    const interrupted = interruptOf(step) !== undefined;
    if (outcome === undefined || (outcome === 'ok' && !interrupted)) this.#failed = others;
    else {
      const failed = { step: again, command, ...(!interrupted && { outcome }) };
      this.#failed = [failed, ...others].slice(0, keptMax);
    }
  }

  /** The commands whose time has come to be given again. */
  moves(model: Stepper, state: StateId): Move[] {
    const due = this.#failed.filter(
      ({ command, outcome }) => model.command(state, command)?.outcome !== outcome,
    );
    return due.map(({ step }) => move(60, step));
  }
}

/** The same step, let run to its end; of several writes the first. */
function whole(step: Step): Step {
  const rest = withoutInterrupt(step);
  return rest.do === 'write' ? { ...rest, blocks: 1 } : rest;
}
