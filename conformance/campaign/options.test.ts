import { expect, test } from 'vitest';
import { modesOf, parseCount, parseSeedText, parseTime, usualLabs } from './options.ts';

test.each([
  ['60s', 60_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['250ms', 250],
  ['1.5s', 1500],
])('%s is a length of time', (text, milliseconds) => {
  expect(parseTime(text)).toBe(milliseconds);
});

test.each(['', '60', 's', '-1s', '0s', '5 m', '1d'])('"%s" is no length of time', (text) => {
  expect(() => parseTime(text)).toThrow(/write 60s, 5m or 1h/);
});

test('counts are whole numbers from their least on', () => {
  expect(parseCount('7', 1)).toBe(7);
  for (const text of ['0', '-1', '1.5', '1e3', 'x', '', '99999999999999999999']) {
    expect(() => parseCount(text, 1), text).toThrow(/whole number from 1 on/);
  }
});

test('a seed is any text on one line', () => {
  expect(parseSeedText('Ünï "code" $HOME')).toBe('Ünï "code" $HOME');
  for (const text of ['', 'two\nlines', 'x'.repeat(201)]) {
    expect(() => parseSeedText(text)).toThrow(/a line of 1 to 200/);
  }
});

test('both stands for both modes', () => {
  expect(modesOf('both')).toEqual(['journal', 'snapshot']);
  expect(modesOf('journal')).toEqual(['journal']);
});

test('two labs for each core, as far as memory reaches, and at least one', () => {
  const gibibyte = 1024 ** 3;
  expect(usualLabs(2, 24 * gibibyte)).toBe(4);
  expect(usualLabs(8, 5 * gibibyte)).toBe(5);
  expect(usualLabs(1, 0)).toBe(1);
});
