import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const top = resolve(import.meta.dirname, '..');

/** Which folders a folder may import from, itself aside. Arrows go one way. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  model: [],
  sim: ['model'],
  scenarios: ['model'],
  conformance: ['model', 'sim', 'scenarios'],
  reports: ['model', 'sim', 'scenarios', 'conformance'],
};

/** The doors: they join what users ask for to what they see, so that they alone may import both. */
const isDoor = (file: string): boolean => /^conformance\/(cli|library)\//.test(file);

/** The one package that the model is written in. */
const modelPackages = ['xstate'];

const files = Object.keys(arrows).flatMap((folder) =>
  readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);
const sources = files.filter((file) => !file.endsWith('.test.ts'));
const textOf = (file: string) => readFileSync(join(top, file), 'utf8');

/** What a file imports: folders of the house by name, packages by theirs. */
function importsOf(file: string): { readonly name: string; readonly typeOnly: boolean }[] {
  const pattern = /^(?:import|export)\s(type\s)?[^;]*?from\s+'([^']+)'/gms;
  return [...textOf(file).matchAll(pattern)].map(([, type, from = '']) => {
    const path = from.startsWith('.') ? relative(top, resolve(top, file, '..', from)) : from;
    return { name: from.startsWith('.') ? (path.split('/')[0] ?? '') : path, typeOnly: !!type };
  });
}

describe('the house', () => {
  it('has nothing at the top but what the design names and tools insist on', () => {
    const tools = [
      'biome.json',
      'package-lock.json',
      'vitest.config.ts',
      'node_modules',
      'out',
      'dist',
    ];
    const named = ['package.json', 'tsconfig.json', 'README.md', 'LICENSE', 'cli.ts', 'docs'];
    const allowed = new Set([...tools, ...named, ...Object.keys(arrows)]);
    const found = readdirSync(top).filter((name) => !name.startsWith('.'));
    expect(found.filter((name) => !allowed.has(name))).toEqual([]);
  });

  it.each(sources)('%s imports along the arrows', (file) => {
    const [home = ''] = file.split('/');
    if (isDoor(file)) return;
    for (const { name, typeOnly } of importsOf(file)) {
      if (name === home) continue;
      if (name in arrows) {
        expect(arrows[home]).toContain(name);
        if (home === 'reports' && name !== 'model')
          expect(typeOnly, `${name}: types only`).toBe(true);
      } else if (home === 'model') expect(modelPackages).toContain(name);
      else expect(name).not.toMatch(/^\.\.|\.ts$/);
    }
  });

  it.each(files)('%s is short, and hides nothing', (file) => {
    const text = textOf(file);
    expect(text.split('\n').length).toBeLessThanOrEqual(251);
    const banned = [
      'TO' + 'DO',
      'FIX' + 'ME',
      '@ts-' + 'ignore',
      '@ts-expect' + '-error',
      'biome-' + 'ignore',
    ];
    for (const word of banned) expect(text).not.toContain(word);
    expect(text).not.toMatch(/\bas (any|never|unknown as)\b/);
  });
});
