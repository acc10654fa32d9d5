import { expect, test } from 'vitest';
import { drivenExample } from '../driver-example.ts';
import { driverPictureOf, volumesOver } from './driver-picture.ts';

test('what there is of a volume stays as it was seen last, until it is looked at again', () => {
  const told = volumesOver(drivenExample).map((volumes) => volumes.get('1')?.told);
  expect(told).toEqual([undefined, 'enabled', 'enabled', 'failed-over']);
});

test('a volume has three lanes: what is told of it, and both sites', () => {
  const { lanes, columns } = driverPictureOf(drivenExample);
  expect(lanes.map(({ title, label }) => title ?? label)).toEqual(['Volume 1', 'at a', 'at b']);
  expect(lanes.map(({ stretches }) => stretches.map(({ text }) => text))).toEqual([
    ['none', 'enabled', 'failed-over'],
    ['none', 'primary stopped, no writes', 'primary stopped, writes 1'],
    ['none', 'absent', 'primary stopped, no writes'],
  ]);
  expect(columns.map(({ failing, number }) => [number, failing])).toEqual([
    [1, undefined],
    [2, undefined],
    [3, true],
  ]);
});
