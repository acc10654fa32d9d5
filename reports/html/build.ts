import { join } from 'node:path';
import { build } from 'esbuild';
import type { Look } from './look.ts';

const app = join(import.meta.dirname, 'app');

/** Bundles what runs in a report from its sources: one script, one style sheet. */
export async function buildLook(): Promise<Look> {
  const { outputFiles } = await build({
    entryPoints: [join(app, 'main.tsx'), join(app, 'style', 'all.css')],
    outdir: app,
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
  });
  const textOf = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  // What looks like the end of the script within a text of it would be just that.
  return { script: textOf('.js').replaceAll('</script', '<\\/script'), style: textOf('.css') };
}
