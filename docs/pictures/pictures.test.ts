import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { promiseCodes } from '../../model/promises.ts';
import { draw, pictures } from './pictures.ts';

const here = import.meta.dirname;

/** Drawn by hand: they show no run. */
const byHand = ['architecture.svg'];

it.each(pictures())('$file is what the tool draws of $scenario now', async (picture) => {
  const kept = readFileSync(join(here, picture.file), 'utf8');
  expect(kept === (await draw(picture)), 'npm run pictures draws it anew').toBe(true);
});

it('there is no picture but these, and one for each promise, which its run breaks', () => {
  const there = readdirSync(here, { recursive: true, encoding: 'utf8' });
  const drawn = pictures().map(({ file }) => file);
  const kept = there.filter((file) => file.endsWith('.svg') && !byHand.includes(file));
  expect(kept.sort()).toEqual(drawn.sort());
  for (const code of promiseCodes) {
    const text = readFileSync(join(here, `promises/${code}.svg`), 'utf8');
    expect(text).toContain(`breaks ${code}.`);
  }
});
