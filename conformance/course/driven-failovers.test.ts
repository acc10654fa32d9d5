import { describe, expect, it } from 'vitest';
import { drivenExample } from '../../reports/html/driver-example.ts';
import type { VolumeStep } from '../../scenarios/volumes/step.ts';
import type { DriverRecord, VolumeStepRecord } from '../drivers/record.ts';
import { drivenFailovers } from './driven-failovers.ts';
import { drivenWrites } from './driven-writes.ts';

const asked = (step: VolumeStep, at: number, answer = 'ok'): VolumeStepRecord => ({
  ...{ step, at, answer, told: {}, sights: {} },
});
const failover = { do: 'failover', to: 'b' } as const;
const drivenLost = (record: DriverRecord) =>
  drivenFailovers(record).flatMap(({ writes }) => writes);
const driven = (...steps: DriverRecord['steps']): DriverRecord => ({ ...drivenExample, steps });
const timesOf = (...steps: DriverRecord['steps']) =>
  drivenFailovers(driven(...steps)).map(({ cause, took }) => [cause, took]);

const wrote = (at: number, write: number): VolumeStepRecord => ({
  ...asked({ do: 'write', volume: 1, blocks: 1 }, at),
  ...{ writes: [write], written: { site: 'a' } },
});
const image = (content: readonly number[]) =>
  ({ role: 'primary', content, status: 'stopped' }) as const;
const failedOver = (at: number, a: readonly number[], b: readonly number[]): VolumeStepRecord => ({
  ...asked(failover, at),
  sights: { 1: { a: image(a), b: image(b) } },
});

describe('a failover with a driver', () => {
  it('takes from the first request, where nothing was the matter', () => {
    expect(drivenFailovers(drivenExample)).toEqual([
      {
        ...{ cause: 'planned', took: 700, lost: 1, lostSince: 700 },
        writes: [{ volume: '1', write: 1, wrote: 1, lostIn: 2 }],
      },
    ]);
    expect(
      timesOf(
        asked({ do: 'freeze' }, 100),
        asked(failover, 300, 'ERROR'),
        asked({ do: 'thaw' }, 1000),
        asked(failover, 1500),
        asked(failover, 1600),
        asked({ do: 'failback' }, 1900),
      ),
    ).toEqual([
      ['planned', 1400],
      ['planned', 300],
    ]);
  });

  it('takes from the gravest fault that hinders it, and has its name', () => {
    expect(
      timesOf(
        asked({ do: 'cut' }, 100),
        asked({ do: 'kill-site', site: 'a' }, 200),
        asked(failover, 900),
        asked({ do: 'repair' }, 1000),
        asked({ do: 'failback' }, 1200),
      ),
    ).toEqual([
      ['kill-site', 700],
      ['planned', 200],
    ]);
  });

  it('is for what struck in the middle of it', () => {
    const struck = { calls: 3, strikes: 'kill-site.a' } as const;
    const settle = asked({ do: 'settle' }, 100);
    const run = driven(settle, { ...asked(failover, 400), struck });
    expect(drivenFailovers(run)).toMatchObject([{ cause: 'kill-site', took: 300 }]);
  });

  it('loses what cannot be read where the volume is then, as old as the oldest of it', () => {
    const run = driven(
      wrote(100, 1),
      wrote(200, 2),
      wrote(300, 3),
      failedOver(900, [1, 2, 3], [1]),
    );
    expect(drivenFailovers(run)).toMatchObject([{ lost: 2, lostSince: 700 }]);
    expect(drivenLost(run)).toEqual([
      { volume: '1', write: 2, wrote: 1, lostIn: 3 },
      { volume: '1', write: 3, wrote: 2, lostIn: 3 },
    ]);
    expect(drivenWrites(run)).toEqual({ acknowledged: 3, lost: 2, discarded: 0 });
  });

  it('loses nothing of a volume that was deleted before, and another made under its number', () => {
    const deleted = asked({ do: 'delete', volume: 1 }, 200);
    const made = asked({ do: 'create', volume: 1, type: 'replicated' }, 300);
    const run = driven(wrote(100, 1), deleted, made, wrote(400, 2), failedOver(900, [], [2]));
    expect(drivenFailovers(run)).toMatchObject([{ lost: 0, lostSince: 0 }]);
    expect(drivenWrites(run)).toEqual({ acknowledged: 2, lost: 0, discarded: 0 });
  });
});

it('tells writes of a run with a driver that are at neither site in the end', () => {
  const run = driven(wrote(100, 1), wrote(200, 2), failedOver(900, [2], []));
  expect(drivenWrites(run)).toEqual({ acknowledged: 2, lost: 2, discarded: 1 });
});
