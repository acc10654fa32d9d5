import type { Command, Fault, Internal } from './events.ts';
import type { Interruption } from './interruption.ts';
import type { Outcome } from './outcome.ts';
import type { Site } from './site.ts';
import type { PairState } from './views.ts';

/** Names a state of a pair's machine within one stepper. */
export type StateId = number;

/** An internal step that a state allows, and where it leads. */
export type InternalEdge = { readonly event: Internal; readonly to: StateId };

/** What a command came to, and the state it left. */
export type Answered = { readonly to: StateId; readonly outcome: Outcome };

/** A pair's machine, ready to be walked: however it is run, this is all that others see of it. */
export interface Stepper {
  /** Two clusters, both up, and no image. */
  readonly initial: StateId;
  /** The state itself. */
  view(state: StateId): PairState;
  /** Gives a command; undefined where the bounded history has no room for what it would record. */
  command(state: StateId, command: Command): Answered | undefined;
  /**
   * What can have become of a command whose client was killed midway. Each takes up the number of one
   * event, whether or not one was recorded, so that later events have the same number in all of them.
   * Undefined where the command cannot be followed.
   */
  interruptions(state: StateId, command: Command): readonly Interruption[] | undefined;
  /** Acknowledges a write that the demotion to come does not hold; undefined where there is no such. */
  lateWrite(state: StateId, site: Site): StateId | undefined;
  /** Lets a fault strike or end; a fault that changes nothing leads back to the same state. */
  fault(state: StateId, fault: Fault): StateId;
  /** What the mirror daemons may do next. */
  internals(state: StateId): readonly InternalEdge[];
  /** Whether the daemons have nothing left to do. */
  isSettled(state: StateId): boolean;
  /** Every state that the daemons may have led to by now, the given one included. */
  reachable(state: StateId): readonly StateId[];
  /** Those of them that are settled. */
  settled(state: StateId): readonly StateId[];
}
