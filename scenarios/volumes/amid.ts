import { type FaultStep, requestOf, stepOf } from '../events.ts';
import type { AmidStrike } from './step.ts';

/** The fault that strikes in the middle of a request; undefined where the driver itself is ended. */
export function faultStepOf(strikes: AmidStrike): FaultStep | undefined {
  if (strikes === 'restart') return undefined;
  const request = requestOf(stepOf(strikes));
  if (request.kind !== 'fault') throw new TypeError(`${strikes} is no fault`);
  return request.step;
}
