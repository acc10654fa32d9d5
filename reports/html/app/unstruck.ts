import type { VolumeStepRecord } from '../../../conformance/drivers/record.ts';
import { counted } from './words.ts';

/**
 * Why what was to strike amid the next failover did not: that made too few calls, or there was none. Undefined where
 * it struck, and of any other step.
 */
export function unstruck(steps: readonly VolumeStepRecord[], index: number): string | undefined {
  if (steps[index]?.step.do !== 'amid') return undefined;
  const later = steps.slice(index + 1);
  const next = later.findIndex(({ step: { do: asked } }) =>
    ['failover', 'failback', 'amid'].includes(asked),
  );
  const request = later[next];
  if (request?.struck !== undefined) return undefined;
  if (request === undefined || request.step.do === 'amid')
    return 'did not strike: no failover came';
  const calls = counted(request.calls?.length ?? 0, 'call');
  return `did not strike: step ${index + next + 2} made ${calls}`;
}
