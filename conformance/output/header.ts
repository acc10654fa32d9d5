import { z } from 'zod';
import { modes } from '../../model/site.ts';
import { seedVersion } from '../campaign/seed.ts';

/** The version of `record.jsonl`. */
export const recordFormat = 1;

/** The form of a header. */
export const headerSchema = z.strictObject({
  record: z.literal(recordFormat),
  /** The version of splitbrain. */
  splitbrain: z.string(),
  seeds: z.literal(seedVersion),
  command: z.enum(['check', 'run', 'compare', 'simulate']),
  target: z.string(),
  modes: z.array(z.enum(modes)).readonly(),
  seed: z.string(),
  /** What a user calls the driver; left out for an operator. */
  driver: z.string().exactOptional(),
  /** Which of how many parts of a campaign it is; left out for a whole one. */
  shard: z.strictObject({ index: z.int().min(1), of: z.int().min(1) }).exactOptional(),
});

/** The first line of `record.jsonl`: what the runs in it are runs of. */
export type Header = z.infer<typeof headerSchema>;

/** The command line as it was given, as far as it decides what runs. */
export type Origin = Omit<Header, 'record' | 'seeds'>;

/** Makes the header of a record. */
export const headerOf = (origin: Origin): Header => ({
  record: recordFormat,
  seeds: seedVersion,
  ...origin,
});

/** Reads a header; undefined for anything else, and for one of another version. */
export const parseHeader = (data: unknown): Header | undefined => headerSchema.safeParse(data).data;
