import { expect, test } from 'vitest';
import type { VolumeStepRecord } from '../../../conformance/drivers/record.ts';
import type { VolumeStep } from '../../../scenarios/volumes/step.ts';
import { unstruck } from './unstruck.ts';

const done = (step: VolumeStep): VolumeStepRecord => ({
  ...{ step, at: 100, answer: 'ok', told: {}, sights: {} },
});
const amid = done({ do: 'amid', calls: 3, strikes: 'restart' });
const call = { site: 'a', image: null, call: 'connect', args: [], ms: 1 };
const failover: VolumeStepRecord = { ...done({ do: 'failover', to: 'b' }), calls: [call, call] };

test('what did not strike as the failover made too few calls says so', () => {
  expect(unstruck([amid, done({ do: 'settle' }), failover], 0)).toBe(
    'did not strike: step 3 made 2 calls',
  );
});

test('what had no failover to strike says so', () => {
  expect(unstruck([amid], 0)).toBe('did not strike: no failover came');
  expect(unstruck([amid, amid, failover], 0)).toBe('did not strike: no failover came');
});

test('of what struck, and of other steps, there is nothing to say', () => {
  const struck = { ...failover, struck: { calls: 3, strikes: 'restart' } } as const;
  expect(unstruck([amid, struck], 0)).toBeUndefined();
  expect(unstruck([amid, failover], 1)).toBeUndefined();
});
