/** Brings the committed JSON Schema up to date: `npx tsx conformance/output/summary-schema-write.ts`. */
import { writeFileSync } from 'node:fs';
import { summaryJsonSchema } from './summary.ts';

const file = new URL('summary.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(summaryJsonSchema(), null, 2)}\n`);
