import type { Input } from '../../model/events.ts';
import { requestOf } from '../../scenarios/events.ts';
import type { StepRecord } from '../record.ts';

/** The command or the fault that a recorded step was; undefined for any other step. */
export function inputOf({ step }: StepRecord): Input | undefined {
  const request = requestOf(step);
  if (request.kind === 'fault') return request.fault;
  return request.kind === 'commands' ? request.commands[0] : undefined;
}
