import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a report looks like, and what it does: one script, one style sheet. */
export interface Look {
  readonly script: string;
  readonly style: string;
}

/** The folder that has them ready where splitbrain was installed as a package, without their sources. */
const ready = join(import.meta.dirname, 'ready');

/** The names of their files. */
export const lookFiles = { script: 'report.js', style: 'report.css' } as const;

/** Reads the script and the style sheet of reports, or makes them from their sources where those are. */
export async function lookOfReports(): Promise<Look> {
  if (!existsSync(ready)) {
    const { buildLook } = await import('./build.ts');
    return buildLook();
  }
  const read = (name: string) => readFileSync(join(ready, name), 'utf8');
  return { script: read(lookFiles.script), style: read(lookFiles.style) };
}
