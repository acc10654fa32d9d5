import type { VolumeStepRecord } from '../../conformance/drivers/record.ts';
import type { Site } from '../../model/site.ts';
import { faultStepOf } from '../../scenarios/volumes/amid.ts';

/** What was done, as far as it may be a fault, or the end of one. */
export type Done = { readonly do: string; readonly site?: Site };

/** What was done in a step of a run with a driver: the step, and what struck in the middle of it. */
export function doneIn({ step, struck }: Pick<VolumeStepRecord, 'step' | 'struck'>): Done[] {
  const site = 'site' in step ? step.site : undefined;
  const done = { do: step.do, ...(site && { site }) };
  return struck === undefined ? [done] : [done, faultStepOf(struck.strikes) ?? { do: 'restart' }];
}
