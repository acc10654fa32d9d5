import { expect, test } from 'vitest';
import { UnderWay } from './under-way.ts';

test('tells how far each run has come that is under way, and none that has ended', () => {
  const told: (string | undefined)[] = [];
  const underWay = new UnderWay((text) => told.push(text));
  underWay.step(0, 9, 'one');
  underWay.step(3, 5, 'other');
  underWay.end('one');
  underWay.end('other');
  expect(told).toEqual([
    'step 1 of 9',
    '2 under way: step 1 of 9, 4 of 5',
    'step 4 of 5',
    undefined,
  ]);
});
