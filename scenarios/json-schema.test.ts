import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { scenarioJsonSchema } from './json-schema.ts';
import { stepNames } from './yaml-form.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

/** Every property, and every alternative of a list's items, anywhere in a schema. */
function parts(schema: unknown): [name: string, part: unknown][] {
  if (typeof schema !== 'object' || schema === null) return [];
  const named = 'properties' in schema ? Object.entries(Object(schema.properties)) : [];
  const choices = 'anyOf' in schema && Array.isArray(schema.anyOf) ? schema.anyOf.entries() : [];
  const here: [string, unknown][] = [...named, ...[...choices].map(at)];
  return [...here, ...Object.values(schema).flatMap(parts)];
}

const at = ([index, part]: [number, unknown]): [string, unknown] => [`choice ${index}`, part];

describe('the JSON Schema of scenario files', () => {
  it('is up to date: if not, run npx tsx scenarios/json-schema-write.ts, then npm run format', () => {
    expect(JSON.parse(read('scenario.schema.json'))).toEqual(scenarioJsonSchema());
  });

  it('knows every step', () => {
    const text = JSON.stringify(scenarioJsonSchema());
    for (const name of stepNames) expect(text).toMatch(new RegExp(`"(const":")?${name}"`));
  });

  it('describes every field and every step', () => {
    for (const [name, part] of parts(scenarioJsonSchema())) {
      expect(part, name).toHaveProperty('description', expect.stringMatching(/^\w/));
    }
  });

  const schema = z.fromJSONSchema(scenarioJsonSchema());

  const filesIn = (folder: string) =>
    readdirSync(new URL(folder, import.meta.url))
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => folder + file);

  it.each([...filesIn('corpus/'), ...filesIn('bugs/')])('accepts %s', (file) => {
    expect(schema.safeParse(parse(read(file))).error).toBeUndefined();
  });

  it.each([
    ['an unknown step', { scenario: 'x', steps: [{ promot: 'b' }] }],
    ['an unknown site', { scenario: 'x', steps: [{ promote: 'c' }] }],
    ['a field of another step', { scenario: 'x', steps: [{ promote: 'b', blocks: 3 }] }],
    ['two steps in one item', { scenario: 'x', steps: [{ promote: 'b', demote: 'a' }] }],
    ['a site where there is none', { scenario: 'x', steps: [{ settle: 'a' }] }],
    ['an unknown field', { scenario: 'x', mode: 'journal', steps: ['cut'] }],
    ['no steps', { scenario: 'x' }],
  ])('refuses %s', (_, file) => {
    expect(schema.safeParse(file).success).toBe(false);
  });
});
