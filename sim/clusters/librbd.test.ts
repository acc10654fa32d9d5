import { describe, expect, it } from 'vitest';
import { type Mode, modes } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import { Space } from '../space.ts';
import { SimulatedClusters } from './clusters.ts';
import { defaultFeatures } from './features.ts';
import { Librbd } from './librbd.ts';
import { raised, returned } from './reply.ts';

const gib = 1024 ** 3;

const opened = (mode: Mode) => {
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

describe('a cluster that fell silent since an image was opened', () => {
  const asked = (mode: Mode, method: string, locked = false) => {
    const librbd = opened(mode);
    return librbd.unanswered({ site: 'a', image: 'one', method, args: [], locked }, 5);
  };

  it('has calls time out, and edits that need its lock find it read-only', () => {
    expect(asked('snapshot', 'mirror_image_get_info')).toEqual(raised('ETIMEDOUT'));
    expect(asked('snapshot', 'metadata_get')).toEqual(raised('ETIMEDOUT'));
    expect(asked('snapshot', 'metadata_set')).toEqual(raised('EROFS'));
    expect(asked('snapshot', 'metadata_set', true)).toEqual(raised('ETIMEDOUT'));
    expect(asked('snapshot', 'protect_snap')).toEqual(raised('ETIMEDOUT'));
    expect(asked('journal', 'protect_snap')).toEqual(raised('EROFS'));
    expect(opened('snapshot').unanswered(undefined, 5)).toEqual(raised('ETIMEDOUT'));
  });

  it('has what was read with the image answered from memory', () => {
    expect(asked('snapshot', 'list_snaps')).toEqual(returned([]));
  });

  it('ends who asks for the status of one image', () => {
    expect(asked('snapshot', 'mirror_image_get_status')).toMatchObject({ kind: 'crash' });
  });

  it('never answers who does not say how long to wait', () => {
    const call = { site: 'a', image: 'one', method: 'metadata_set', args: [] } as const;
    expect(opened('snapshot').unanswered(call)).toEqual({ kind: 'hang' });
  });
});
