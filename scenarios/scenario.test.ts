import { describe, expect, it } from 'vitest';
import { scenarioSchema } from './scenario.ts';

const least = { format: 1, name: 'nothing happens', steps: [{ do: 'settle' }] };

describe('a scenario', () => {
  it('runs in both modes unless it says otherwise', () => {
    expect(scenarioSchema.parse(least).modes).toEqual(['journal', 'snapshot']);
    expect(scenarioSchema.parse({ ...least, modes: ['snapshot'] }).modes).toEqual(['snapshot']);
  });

  it.each([
    ['no mode at all', { modes: [] }],
    ['a mode twice', { modes: ['journal', 'journal'] }],
    ['a mode that there is not', { modes: ['async'] }],
    ['no steps', { steps: [] }],
    ['more than 60 steps', { steps: Array.from({ length: 61 }, () => ({ do: 'settle' })) }],
    ['no name', { name: ' ' }],
    ['a name of several lines', { name: 'one\ntwo' }],
    ['a field that there is not', { author: 'me' }],
  ])('cannot have %s', (_, change) => {
    expect(scenarioSchema.safeParse({ ...least, ...change }).success).toBe(false);
  });

  it('of a later format is refused by that name', () => {
    const read = scenarioSchema.safeParse({ ...least, format: 2 });
    expect(read.error?.issues[0]?.message).toBe(
      'scenario format 2 is not known: this version reads format 1',
    );
  });
});
