import { expect, it } from 'vitest';
import { modes } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import { Space } from '../space.ts';
import { SimulatedClusters } from './clusters.ts';
import { defaultFeatures } from './features.ts';
import { Librbd } from './librbd.ts';
import { raised } from './reply.ts';

const gib = 1024 ** 3;

const opened = (mode: (typeof modes)[number]) => {
  const space = new Space(machineOf(mode));
  const librbd = new Librbd(new SimulatedClusters(mode, () => space, 'librbd'));
  for (const name of ['one', 'two']) librbd.create('a', name, gib, defaultFeatures | 64);
  return librbd;
};

it.each(modes)(
  'lists the statuses of what is mirrored, and of nothing else, in %s mode',
  (mode) => {
    const librbd = opened(mode);
    expect(librbd.statuses('a')).toEqual({ kind: 'ok', value: [] });
    const args = [mode === 'snapshot' ? 1 : 0];
    librbd.call({ site: 'a', image: 'two', method: 'mirror_image_enable', args });
    const one = librbd.call({
      site: 'a',
      image: 'two',
      method: 'mirror_image_get_status',
      args: [],
    });
    expect(one).toMatchObject({ kind: 'ok', value: { name: 'two' } });
    expect(librbd.statuses('a')).toEqual({
      kind: 'ok',
      value: [one.kind === 'ok' ? one.value : undefined],
    });
  },
);

it('ends who asks a silent cluster for the status of one image, and times out for the rest', () => {
  const librbd = opened('snapshot');
  expect(librbd.unanswered('mirror_image_get_info', 5)).toEqual(raised('ETIMEDOUT'));
  expect(librbd.unanswered(undefined, 5)).toEqual(raised('ETIMEDOUT'));
  expect(librbd.unanswered('mirror_image_get_status', 5)).toMatchObject({ kind: 'crash' });
  expect(librbd.unanswered('mirror_image_get_status')).toEqual({ kind: 'hang' });
});
