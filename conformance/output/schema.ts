import { z } from 'zod';
import { internals } from '../../model/events.ts';
import { type PromiseCode, promises } from '../../model/promises.ts';
import { modes, sites } from '../../model/site.ts';
import { stepSchema } from '../../scenarios/step.ts';
import type { RunRecord } from '../record.ts';

const isPromise = (code: string): code is PromiseCode => code in promises;
const codes = Object.keys(promises).filter(isPromise);
const writes = z.array(z.int());

const sight = z.strictObject({
  role: z
    .enum(['absent', 'unmirrored', 'creating', 'primary', 'nonprimary', 'unreachable'])
    .exactOptional(),
  content: z.union([writes, z.enum(['absent', 'unreachable', 'corrupt'])]).exactOptional(),
  status: z
    .enum([
      'none',
      'stopped',
      'replaying',
      'syncing',
      'unknown',
      'split-brain',
      'error',
      'unreachable',
    ])
    .exactOptional(),
});

const step = z.strictObject({
  step: stepSchema,
  at: z.number(),
  daemons: z.array(z.enum(internals)),
  answer: z.string().exactOptional(),
  writes: writes.exactOptional(),
  sights: z.strictObject({ a: sight, b: sight }),
  possible: z.int(),
});

const verdict = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pass') }),
  z.strictObject({
    kind: z.literal('fail'),
    step: z.int(),
    code: z.enum([...codes, 'disagreement', 'expectation']),
    aspect: z.enum(['outcome', 'role', 'content', 'status']),
    site: z.enum(sites),
    seen: z.string(),
    allowed: z.array(z.string()),
    known: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('inconclusive'), step: z.int(), reason: z.string() }),
]);

/** A line of `record.jsonl`: the record of a run, read back as what was written. */
export const runRecordSchema: z.ZodType<RunRecord> = z.strictObject({
  format: z.literal(1),
  seed: z.string(),
  scenario: z.string(),
  target: z.string(),
  mode: z.enum(modes),
  schedule: z.enum(['free', 'explicit']),
  verdict,
  cause: z.string().exactOptional(),
  writes: z.strictObject({ acknowledged: z.int(), lost: z.int(), discarded: z.int() }),
  took: z.number(),
  steps: z.array(step),
});
