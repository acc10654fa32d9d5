import { z } from 'zod';
import { internals } from '../../model/events.ts';
import { reachNames } from '../../model/interruption.ts';
import { promiseCodes } from '../../model/promises.ts';
import { modes, poolModes, sites } from '../../model/site.ts';
import { roles } from '../../model/views.ts';
import { namespaceName } from '../../scenarios/scenario.ts';
import { stepSchema } from '../../scenarios/step.ts';
import { sightAspects } from '../oracle/sight.ts';
import type { RunRecord } from '../record.ts';

const writes = z.array(z.int());

const role = z.enum([...roles, 'unreachable']);

/** What one look at a site showed. */
export const sightSchema = z.strictObject({
  role: role.exactOptional(),
  content: z.union([writes, z.enum(['absent', 'unreachable', 'corrupt'])]).exactOptional(),
  shape: z
    .strictObject({
      size: z.int(),
      name: z.int(),
      snapshots: writes,
      protected: writes,
      metadata: writes,
      clone: z.boolean(),
    })
    .exactOptional(),
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
  untold: z.literal(true).exactOptional(),
  parent: role.exactOptional(),
  left: z.array(z.string()).exactOptional(),
  blocked: z.array(z.string()).exactOptional(),
});

const step = z.strictObject({
  step: stepSchema,
  at: z.number(),
  daemons: z.array(z.enum(internals)),
  answer: z.string().exactOptional(),
  reach: z.enum(reachNames).exactOptional(),
  words: z.string().exactOptional(),
  tried: z.int().exactOptional(),
  writes: writes.exactOptional(),
  edit: z.int().exactOptional(),
  took: z.array(z.enum(sites)).exactOptional(),
  missed: z.enum(sites).exactOptional(),
  sights: z.strictObject({ a: sightSchema, b: sightSchema }),
  idle: z.literal(true).exactOptional(),
  possible: z.int(),
});

const logged = z.array(z.strictObject({ at: z.number(), text: z.string() }));

/** What the mirror daemons wrote. */
export const logsSchema = z.strictObject({ a: logged, b: logged });

const verdict = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pass') }),
  z.strictObject({
    kind: z.literal('fail'),
    step: z.int(),
    code: z.enum([...promiseCodes, 'disagreement', 'expectation']),
    aspect: z.enum(['outcome', ...sightAspects]),
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
  namespace: namespaceName.exactOptional(),
  poolMode: z.enum(poolModes).exactOptional(),
  verdict,
  atStake: z.array(z.enum(promiseCodes)).exactOptional(),
  cause: z.string().exactOptional(),
  evidence: z.strictObject({ a: z.unknown(), b: z.unknown() }).exactOptional(),
  logs: logsSchema.exactOptional(),
  tries: z.int().exactOptional(),
  flaky: z.literal(true).exactOptional(),
  replayed: z.string().exactOptional(),
  writes: z.strictObject({ acknowledged: z.int(), lost: z.int(), discarded: z.int() }),
  took: z.number(),
  steps: z.array(step),
});
