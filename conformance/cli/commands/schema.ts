import { Argument, type Command } from 'commander';
import { scenarioJsonSchema } from '../../../scenarios/json-schema.ts';
import { summaryJsonSchema } from '../../output/summary.ts';

const schemas = { scenario: scenarioJsonSchema, summary: summaryJsonSchema } as const;

const what = new Argument('[form]', 'what a scenario file may hold, or what a summary.json does')
  .choices(Object.keys(schemas))
  .default('scenario');

/** `schema`: what a scenario file may hold, or what a summary does. */
export const define = (command: Command) =>
  command.addArgument(what).action((form: keyof typeof schemas) => {
    process.stdout.write(`${JSON.stringify(schemas[form](), null, 2)}\n`);
  });
