import type { Command } from 'commander';
import { scenarioJsonSchema } from '../../../scenarios/json-schema.ts';

/** `schema`: what a scenario file may hold. */
export const define = (command: Command) =>
  command.action(() => {
    process.stdout.write(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
  });
