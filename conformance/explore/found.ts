import { z } from 'zod';
import { type PairEvent, pairEvents } from '../../model/events.ts';
import { promiseCodes } from '../../model/promises.ts';

const known: ReadonlySet<unknown> = new Set(pairEvents);
const event = z.custom<PairEvent>((value) => known.has(value));
const code = z.enum(promiseCodes);

/** The form of a breach that one explorer found, in a checkpoint. */
export const breachSchema = z.strictObject({
  code,
  path: z.array(event),
  atRest: z.boolean(),
  loop: z.array(event).exactOptional(),
});

/** The form of what a part found. */
export const brokenSchema = z.strictObject({
  code,
  state: z.int(),
  events: z.int(),
  event: event.exactOptional(),
});
