import type { Command } from '../../model/events.ts';

/** The model cannot follow a run any further: it is bounded, and the bound is met. */
export class BoundMet extends Error {
  override readonly name = 'BoundMet';
}

/** A command leads out of what the model follows. */
export const notFollowed = (command: Command): BoundMet =>
  new BoundMet(`the model does not follow ${command} here: a bound of it is met`);
