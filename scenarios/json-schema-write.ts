/** Brings the committed JSON Schema up to date: `npx tsx scenarios/json-schema-write.ts`. */
import { writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from './json-schema.ts';

const file = new URL('scenario.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
