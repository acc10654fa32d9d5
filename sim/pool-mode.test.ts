import { describe, expect, it, test } from 'vitest';
import type { PairEvent } from '../model/events.ts';
import { machineOf } from '../model/variant.ts';
import { roleAt } from '../model/views.ts';
import { Space } from './space.ts';

const pool = new Space(machineOf({ mode: 'journal', poolMode: 'pool' }));
const image = new Space(machineOf('journal'));

/** Where events lead; each is one that is possible. */
const reached = (space: Space, ...events: PairEvent[]) =>
  events.reduce((state, event) => {
    const next = space.after(state, event);
    if (next === undefined) throw new RangeError(`${event} is not possible there`);
    return next;
  }, space.initial);

const mirrored = ['create.a', 'journaling-on.a'] as const;
const copied = [...mirrored, 'bootstrap.b', 'create-copy.b', 'sync-done.b'] as const;

const rolesIn = (space: Space, state: number) => [
  roleAt(space.view(state), 'a'),
  roleAt(space.view(state), 'b'),
];

describe('in pool mode', () => {
  it('mirrors an image as soon as it has the journaling feature, and for as long', () => {
    expect(rolesIn(pool, reached(pool, ...copied))).toEqual(['primary', 'nonprimary']);
    const ended = reached(pool, ...copied, 'journaling-off.a');
    expect(rolesIn(pool, ended)).toEqual(['unmirrored', 'nonprimary']);
    expect(pool.settled(ended).map((state) => rolesIn(pool, state))).toEqual([
      ['unmirrored', 'absent'],
    ]);
  });

  it.each(['enable', 'enable-other', 'disable', 'disable-force'] as const)(
    'refuses to %s, whatever the image is',
    (name) => {
      for (const events of [['create.a'], mirrored, copied, [...copied, 'demote.a']] as const) {
        const state = reached(pool, ...events);
        expect(pool.command(state, `${name}.a`)).toEqual({ to: state, outcome: 'EINVAL' });
      }
      const state = reached(pool, ...copied);
      expect(pool.command(state, `${name}.b`)).toEqual({ to: state, outcome: 'EINVAL' });
    },
  );

  it('mirrors anew what comes back from the trash with the feature, and nothing else', () => {
    const journaled = reached(pool, ...mirrored, 'trash.a', 'restore.a');
    expect(rolesIn(pool, journaled)).toEqual(['primary', 'absent']);
    const plain = reached(pool, 'create.a', 'trash.a', 'restore.a');
    expect(rolesIn(pool, plain)).toEqual(['unmirrored', 'absent']);
  });

  it('leaves the feature on where a removal was interrupted: it is to be turned off, and on', () => {
    const left = reached(pool, ...mirrored, 'keep-journaling.a');
    expect(pool.command(left, 'journaling-on.a')?.outcome).toBe('EINVAL');
    const mended = reached(pool, ...mirrored, 'keep-journaling.a', 'journaling-off.a');
    expect(pool.command(mended, 'journaling-on.a')?.outcome).toBe('ok');
  });
});

test('where there is no image, a full pool is no hindrance to find that', () => {
  const full = reached(pool, 'create.a', 'trash.a', 'fill.a');
  expect(pool.command(full, 'journaling-off.a')?.outcome).toBe('ENOENT');
  expect(pool.command(full, 'restore.a')?.outcome).toBe('HANG');
});

test('in image mode the feature alone mirrors nothing, and is not taken from a mirrored image', () => {
  const state = reached(image, ...mirrored);
  expect(rolesIn(image, state)).toEqual(['unmirrored', 'absent']);
  expect(image.command(state, 'enable.a')?.outcome).toBe('ok');
  const enabled = reached(image, ...mirrored, 'enable.a');
  expect(image.command(enabled, 'journaling-off.a')?.outcome).toBe('EINVAL');
  const restored = reached(image, 'create.a', 'enable.a', 'trash.a', 'restore.a');
  expect(image.command(restored, 'journaling-off.a')?.outcome).toBe('ok');
  const disabled = reached(image, 'create.a', 'enable.a', 'disable.a');
  expect(image.command(disabled, 'journaling-off.a')?.outcome).toBe('EINVAL');
});
