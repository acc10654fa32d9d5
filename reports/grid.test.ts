import { expect, test } from 'vitest';
import { grid, screenWidth } from './grid.ts';

const cells = (...texts: string[]) => texts.map((text) => ({ text }));

test('a grid has its columns under names that are broken at the hyphen', () => {
  const rows = [
    { name: 'one', cells: cells('1', '22') },
    { name: 'three', cells: cells('.', '12345') },
  ];
  expect(`\n${grid(['first-copy', 'idle'], rows).join('\n')}`).toBe(`
      first  idle
       copy
one       1    22
three     . 12345`);
});

test('columns that do not fit stand below the others, with the names of the rows', () => {
  const names = Array.from({ length: 12 }, (_, index) => `column ${index}...`);
  const lines = grid(names, [{ name: 'the row', cells: names.map(() => ({ text: 'x' })) }]);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(screenWidth);
  expect(lines.filter((line) => line.startsWith('the row'))).toHaveLength(2);
  expect(lines.join(' ').match(/ x/g)).toHaveLength(12);
});
