import { z } from 'zod';
import { modes, sites } from '../../model/site.ts';
import {
  amidStrikes,
  handCommands,
  volumeNumbers,
  volumeStepSchema,
} from '../../scenarios/volumes/step.ts';
import { logsSchema, sightSchema } from '../output/schema.ts';
import { isOwedCode, type OwedCode } from './obligations.ts';
import { databaseSchema, libraryCallSchema } from './protocol.ts';
import type { DriverRecord } from './record.ts';

const { role, content, status } = sightSchema.shape;

const fullSight = sightSchema.extend({
  role: role.unwrap(),
  content: content.unwrap(),
  status: status.unwrap(),
});

const code = z.custom<OwedCode>((name) => typeof name === 'string' && isOwedCode(name));

const finding = z.strictObject({
  code,
  step: z.int(),
  volume: z.literal(volumeNumbers).exactOptional(),
  aspect: z.string(),
  saw: z.string(),
});

const verdict = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pass') }),
  z.strictObject({ kind: z.literal('fail'), findings: z.array(finding) }),
  z.strictObject({ kind: z.literal('inconclusive'), step: z.int(), reason: z.string() }),
]);

const hand = z.strictObject({
  site: z.enum(sites),
  image: z.string(),
  command: z.enum([...handCommands, 'promote-force']),
  answer: z.string(),
});

const step = z.strictObject({
  step: volumeStepSchema,
  at: z.number(),
  answer: z.string(),
  message: z.string().exactOptional(),
  struck: z.strictObject({ calls: z.int(), strikes: z.enum(amidStrikes) }).exactOptional(),
  writes: z.array(z.int()).exactOptional(),
  written: z
    .strictObject({ site: z.enum(sites), refused: z.int().exactOptional() })
    .exactOptional(),
  hands: z.array(hand).exactOptional(),
  told: z.record(z.string(), z.string()),
  sights: z.record(z.string(), z.record(z.enum(sites), fullSight)),
  database: databaseSchema.exactOptional(),
  calls: z.array(libraryCallSchema).exactOptional(),
});

/** A line of `record.jsonl` of a campaign with a driver, read back as what was written. */
export const driverRecordSchema: z.ZodType<DriverRecord> = z.strictObject({
  format: z.literal(1),
  seed: z.string(),
  scenario: z.string(),
  driver: z.string(),
  target: z.string(),
  mode: z.enum(modes),
  verdict,
  atStake: z.array(code),
  images: z.record(z.string(), z.literal(volumeNumbers)),
  tries: z.int().exactOptional(),
  flaky: z.literal(true).exactOptional(),
  replayed: z.string().exactOptional(),
  mended: z.literal(true).exactOptional(),
  logs: logsSchema.exactOptional(),
  took: z.number(),
  steps: z.array(step),
});
