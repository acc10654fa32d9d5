import { join } from 'node:path';
import { top } from './links.ts';
import { buildSite } from './site.ts';

const [into = join(top, 'dist/guide')] = process.argv.slice(2);
const pages = buildSite(into);
process.stdout.write(`${pages} pages in ${into}: open ${join(into, 'index.html')}\n`);
