import type { VolumeStepRecord } from '../../conformance/drivers/record.ts';
import { type Site, sites } from '../../model/site.ts';

/** What was done, as far as it may be a fault, or the end of one. */
export type Done = { readonly do: string; readonly site?: Site };

/** What was done in a step of a run with a driver: the step, and what struck in the middle of it. */
export function doneIn({ step, struck }: Pick<VolumeStepRecord, 'step' | 'struck'>): Done[] {
  const site = 'site' in step ? step.site : undefined;
  const done = { do: step.do, ...(site && { site }) };
  if (struck === undefined) return [done];
  const [name = '', where] = struck.strikes.split('.');
  const at = sites.find((one) => one === where);
  return [done, { do: name, ...(at && { site: at }) }];
}
