import type { Internal } from '../../model/events.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import type { Ledger } from '../oracle/ledger.ts';

/** One thing that happened to a pair: a step of the run, or what a daemon did by itself. */
export interface Leg {
  /** The step that it is, or that it came before. */
  readonly step: number;
  /** What a daemon did; undefined for the step itself. */
  readonly event?: Internal;
  readonly from: StateId;
  readonly to: StateId;
}

/** The way that a run took through the states of a model, or can have taken. */
export interface Way {
  readonly model: Stepper;
  readonly legs: readonly Leg[];
  /** Which events were which of the run's writes. */
  readonly ledger: Ledger;
  /** How many of the run's steps it goes along with. */
  readonly steps: number;
}
