import type { Command } from '../../model/events.ts';

/** The model cannot follow a run any further: it is bounded, and the bound is met. */
export class BoundMet extends Error {
  override readonly name = 'BoundMet';
}

/** What some work comes to; undefined where a bound of the model is met. */
export function withinBound<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof BoundMet) return undefined;
    throw error;
  }
}

/** A command leads out of what the model follows. */
export const notFollowed = (command: Command): BoundMet =>
  new BoundMet(`the model does not follow ${command} here: a bound of it is met`);
