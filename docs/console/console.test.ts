import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoCinder } from '../../conformance/drivers/available.ts';
import { type Need, needs } from './blocks.ts';
import { pages, Terminal } from './terminal.ts';

const run = [...pages].filter(([, all]) => all.some(({ kind }) => kind === 'terminal'));

const isRunHere = (need: Need | undefined) =>
  need === undefined || (need === 'cinder' && whyNoCinder() === undefined);

describe('what pages show of a terminal is what comes of it', () => {
  let terminal: Terminal;
  beforeAll(() => {
    terminal = new Terminal();
  });
  afterAll(() => terminal.close());

  it.for(run)('%s', { timeout: 900_000 }, ([page, all], { signal }) =>
    terminal.follow(page, all, isRunHere, signal),
  );
});

const left = [...pages].flatMap(([page, all]) =>
  all.flatMap((block) =>
    block.kind === 'terminal' && block.needs !== undefined
      ? block.shown.map(({ command }) => ({
          place: `${page}:${block.line}: ${command.split('\n')[0]}`,
          need: block.needs,
        }))
      : [],
  ),
);

describe('what a page says it needs more for', () => {
  it('is as much as is known', () => {
    const counts = needs.map((need) => [need, left.filter((one) => one.need === need).length]);
    expect(Object.fromEntries(counts)).toEqual({
      ...{ clusters: 7, pair: 10, hours: 7, cinder: 9, install: 12, tests: 2 },
    });
  });

  for (const { place, need } of left.filter((one) => !isRunHere(one.need)))
    it(place, (context) => context.skip(`needs ${need}`));
});
