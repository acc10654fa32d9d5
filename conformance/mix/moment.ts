import type { Input } from '../../model/events.ts';
import type { PairState } from '../../model/views.ts';
import { requestOf } from '../../scenarios/events.ts';
import type { StepRecord } from '../record.ts';

/** A command or a fault of a run, and the states that it can have met, as far as is known. */
export interface Moment {
  /** Which step of the run it was. */
  readonly step: number;
  readonly event: Input;
  /** What a command came to. */
  readonly answer: string | undefined;
  readonly states: readonly PairState[];
}

/** The command or the fault that a recorded step was; undefined for any other step. */
export function inputOf({ step }: StepRecord): Input | undefined {
  const request = requestOf(step);
  if (request.kind === 'fault') return request.fault;
  return request.kind === 'commands' ? request.commands[0] : undefined;
}
