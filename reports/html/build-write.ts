import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildLook } from './build.ts';
import { lookFiles } from './look.ts';

/** Writes what runs in a report into the folder of a package: node reports/html/build-write.ts DIR */
const [folder = ''] = process.argv.slice(2);
const { script, style } = await buildLook();
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, lookFiles.script), script);
writeFileSync(join(folder, lookFiles.style), style);
