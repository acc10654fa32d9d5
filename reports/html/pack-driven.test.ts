import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drivenExample } from './driver-example.ts';
import { packDriven, unpackDriven } from './pack-driven.ts';

const images = fc.constantFrom('volume-1', 'volume-2', 'a stranger', null);
const calls = fc.array(
  fc.record({ image: images, ms: fc.double({ min: 0, max: 9, noNaN: true }) }),
);

test('a run comes back as it was packed, but for fractions of milliseconds', () => {
  fc.assert(
    fc.property(calls, (made) => {
      const withCalls = (ms: (exact: number) => number) => ({
        ...drivenExample,
        images: { 'volume-1': 1, 'volume-2': 1 } as const,
        steps: drivenExample.steps.map((step) => ({
          ...step,
          calls: made.map((call) => ({
            ...{ site: 'a' as const, image: call.image, call: 'open', args: [] },
            ms: ms(call.ms),
          })),
        })),
      });
      const packed = packDriven(withCalls((exact) => exact));
      expect(unpackDriven(packed)).toEqual(withCalls(Math.round));
    }),
  );
});

test('the images of a run are named once', () => {
  const packed = JSON.stringify(packDriven(drivenExample));
  expect(packed.split('volume-1').length - 1).toBe(1);
  expect(unpackDriven(packDriven(drivenExample))).toEqual(drivenExample);
});
