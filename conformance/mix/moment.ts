import type { Input } from '../../model/events.ts';
import type { PairState } from '../../model/views.ts';

/** A command or a fault of a run, and the states that it can have met, as far as is known. */
export interface Moment {
  /** Which step of the run it was. */
  readonly step: number;
  readonly event: Input;
  /** What a command came to. */
  readonly answer: string | undefined;
  readonly states: readonly PairState[];
}
