import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseScenario } from './yaml.ts';
import { stepForms } from './yaml-form.ts';

const page = readFileSync(new URL('../docs/write-a-scenario.md', import.meta.url), 'utf8');

const blocks = (language: string): string[] =>
  [...page.matchAll(/```(\w+)\n(.*?)```/gs)].flatMap(([, name, text]) =>
    name === language && text !== undefined ? [text] : [],
  );

describe('the page on writing a scenario', () => {
  const [example = '', slips = ''] = blocks('yaml');
  const [errors = ''] = blocks('text');

  it('shows a scenario that can be read', () => {
    expect(parseScenario(example).name).toBe('failover with one late writer');
  });

  it('shows the errors that its broken example gives', () => {
    expect(() => parseScenario(slips, 'slips.yaml')).toThrow(errors.trim());
  });

  it.each([...stepForms.values()])('explains $name', ({ kind, name, schema }) => {
    const row = new RegExp(`^\\| \`${name}${kind === 'word' ? '' : ': [ab]'}\` \\| (.*) \\|$`, 'm');
    expect(row.exec(page)?.[1]).toContain(schema.description);
  });
});
