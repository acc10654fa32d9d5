import { expect, test } from 'vitest';
import type { VolumeStep } from '../../../scenarios/volumes/step.ts';
import { drivenExample } from '../driver-example.ts';
import { driverBandsOf, driverPictureOf, volumesOver } from './driver-picture.ts';

test('what there is of a volume stays as it was seen last, until it is looked at again', () => {
  const told = volumesOver(drivenExample).map((volumes) => volumes.get('1')?.told);
  expect(told).toEqual([undefined, 'enabled', 'enabled', 'failed-over']);
});

test('a volume has three lanes: what is told of it, and both sites', () => {
  const { lanes: all, columns } = driverPictureOf(drivenExample);
  const lanes = all.slice(3);
  expect(lanes.map(({ title, label }) => title ?? label)).toEqual(['Volume 1', 'at a', 'at b']);
  expect(lanes.map(({ stretches }) => stretches.map(({ text }) => text))).toEqual([
    ['none', 'enabled', 'failed-over'],
    ['none', 'primary stopped, no writes', 'primary stopped, writes 1'],
    ['none', 'absent', 'primary stopped, no writes'],
  ]);
  expect(lanes[1]?.stretches.map(({ short }) => short)).toEqual([
    undefined,
    'empty primary',
    'w1 primary',
  ]);
  expect(columns.map(({ failing, number }) => [number, failing])).toEqual([
    [1, undefined],
    [2, undefined],
    [3, true],
  ]);
});

test('faults lie over both sites and the link until they end, a repair ends them all', () => {
  const steps: VolumeStep[] = [
    { do: 'cut' },
    { do: 'kill-site', site: 'a' },
    { do: 'heal' },
    { do: 'stop-daemon', site: 'b' },
    { do: 'repair' },
  ];
  const record = {
    ...drivenExample,
    steps: steps.map((step, at) => ({ step, at, answer: 'ok', told: {}, sights: {} })),
  };
  expect(driverBandsOf(record).map(({ name, from, to }) => [name, from, to])).toEqual([
    ['cut', 1, 3],
    ['kill-site', 2, 5],
    ['stop-daemon', 4, 5],
  ]);
  const { lanes, columns } = driverPictureOf(record);
  expect(lanes.map(({ stretches }) => stretches.map(({ text }) => text))).toEqual([
    ['up', 'killed', 'up'],
    ['up', 'cut', 'up'],
    ['up', 'no daemon: stopped', 'up'],
  ]);
  expect(columns.at(-1)?.kind).toBe('fault-end');
});

test('what strikes in the middle of a failover lies over the lanes from that step on', () => {
  const struck = { calls: 3, strikes: 'kill-site.a' } as const;
  const step = { do: 'failover', to: 'b' } as const;
  const failover = { step, struck, at: 100, answer: 'ok', told: {}, sights: {} };
  const record = { ...drivenExample, steps: [failover] };
  expect(driverBandsOf(record)).toMatchObject([{ name: 'kill-site', site: 'a', from: 1, to: 2 }]);
  expect(driverPictureOf(record).columns[0]?.kind).toBe('fault');
});

test('a write that a failover lost is marked in the step that wrote it', () => {
  const lost = [{ volume: '1', write: 1, wrote: 1, lostIn: 2 }];
  const { columns } = driverPictureOf(drivenExample, lost);
  expect(columns.map((column) => column.lost)).toEqual([undefined, [1], undefined]);
  expect(columns.map(({ gravest }) => gravest)).toEqual([undefined, undefined, true]);
});
