import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { DriverRecord, Finding } from '../../conformance/drivers/record.ts';
import { drivenExample } from '../html/driver-example.ts';
import { drivenExplanation } from './driven.ts';
import { driverDeeds } from './driver-deeds.ts';
import { spoken } from './explain.ts';

const [finding] = drivenExample.verdict.kind === 'fail' ? drivenExample.verdict.findings : [];
if (finding === undefined) throw new TypeError('the example fails');
const lost = [{ volume: '1', write: 1, wrote: 1, lostIn: 2 }];

const call = (name: string, error?: string, args: readonly boolean[] = []) => ({
  ...{ site: 'b' as const, image: 'volume-1', call: name, args: [...args], ms: 1 },
  ...(error !== undefined && { error }),
});

/** The example, with these calls in its failover. */
const calling = (
  calls: DriverRecord['steps'][number]['calls'] = [],
  before: DriverRecord['steps'] = [],
): DriverRecord => ({
  ...drivenExample,
  steps: [
    ...before,
    ...drivenExample.steps.map((step) => (step.step.do === 'failover' ? { ...step, calls } : step)),
  ],
});

const told = (record: DriverRecord, about: Finding = finding) =>
  spoken(drivenExplanation(record, about, lost));

describe('what a driver was found wanting in is explained', () => {
  it('by the writes that are lost, and by what the driver did to the mirroring last', () => {
    const promote = (error?: string) => call('mirror_image_promote', error, [true]);
    const record = calling([promote('ImageBusy'), promote('ImageBusy'), promote()]);
    expect(told(record)).toBe(
      'Lost: write 1, acknowledged in step 2, and lost in 3. ' +
        'Before step 3 the driver said "enabled", and a was primary stopped, no writes; b was absent. ' +
        'In step 3, "failover", the driver promoted b by force (ImageBusy 2 times, then ok); it answered ok.',
    );
  });

  it('by what it did before, where it did nothing then', () => {
    expect(told(calling())).toContain('In step 1, "create volume 1", the driver enabled mirroring');
  });

  it('by the faults that there were', () => {
    const cut = { step: { do: 'cut' }, at: 1, answer: 'ok', told: {}, sights: {} } as const;
    const later = { ...finding, step: 3 };
    expect(told(calling([], [cut]), later)).toContain('At that time the link was cut in step 1.');
    const healed = calling([], [cut, { ...cut, step: { do: 'heal' } }]);
    expect(told(healed, { ...later, step: 4 })).not.toContain('At that time');
    const repaired = calling([], [cut, { ...cut, step: { do: 'repair' } }]);
    expect(told(repaired, { ...later, step: 4 })).not.toContain('At that time');
    const struck = {
      ...cut,
      step: { do: 'failback' },
      struck: { calls: 2, strikes: 'stop-site.a' },
    } as const;
    expect(told(calling([], [struck]), later)).toContain(
      'At that time site a was stopped in step 1.',
    );
  });

  it('not by lost writes, where it is about something else', () => {
    expect(told(calling(), { ...finding, code: 'answers-in-time' })).not.toContain('Lost');
  });

  it('not by what was done to another volume', () => {
    const other = { ...call('mirror_image_promote'), image: 'volume-2' };
    expect(driverDeeds([other], { 'volume-1': 1, 'volume-2': 2 }, 1)).toBeUndefined();
    expect(driverDeeds([other], { 'volume-1': 1, 'volume-2': 2 }, 2)).toBe('promoted b (ok)');
  });
});

test('each call that touches the mirroring is told once, in its order', () => {
  const names = fc.constantFrom('promote', 'demote', 'resync', 'get_info');
  const calls = fc.array(fc.tuple(names, fc.constantFrom(undefined, 'ImageBusy')));
  fc.assert(
    fc.property(calls, (made) => {
      const text = driverDeeds(
        made.map(([name, error]) => call(`mirror_image_${name}`, error)),
        { 'volume-1': 1 },
        1,
      );
      const counted = [...(text ?? '').matchAll(/(?:ok|ImageBusy)(?: (\d+) times)?/g)];
      const sum = counted.reduce((all, [, times = '1']) => all + Number(times), 0);
      expect(sum).toBe(made.filter(([name]) => name !== 'get_info').length);
    }),
  );
});
