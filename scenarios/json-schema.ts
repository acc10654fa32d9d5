import { z } from 'zod';
import { wholeFileSchema } from './yaml-form.ts';

/** The JSON Schema (draft 2020-12) of a scenario file, by which editors complete and check it. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(wholeFileSchema, {
    target: 'draft-2020-12',
    io: 'input',
  });
  const title = 'A Splitbrain scenario';
  const description = 'What happens to one mirrored image, step by step';
  return { $schema, title, description, ...schema };
}
