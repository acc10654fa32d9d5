import { describe, expect, it } from 'vitest';
import type { StateId } from '../model/stepper.ts';
import { machineOf } from '../model/variant.ts';
import { contentAt, shapeAt } from '../model/views.ts';
import { Space } from './space.ts';

describe('an interrupted command that only the journal has', () => {
  const space = new Space(machineOf('journal'));
  const settled = (state: StateId): StateId => space.settled(state)[0] ?? state;
  const given = (state: StateId, ...commands: Parameters<Space['command']>[1][]): StateId =>
    commands.reduce((from, command) => space.command(from, command)?.to ?? -1, state);
  const mirrored = settled(given(space.initial, 'create.a', 'enable.a'));

  const left = (command: Parameters<Space['command']>[1]): StateId =>
    space.interruptions(mirrored, command)?.find(({ reach }) => reach === 'withhold')?.to ?? -1;

  it('is replayed at the peer, and shows in the image once its lock is taken', () => {
    const latent = settled(left('write.a'));
    const { a, writes } = space.view(latent).context;
    const write = a.history & writes;
    expect(write).not.toBe(0);
    expect(contentAt(space.view(latent), 'a')).toBe(a.history & ~write);
    expect(contentAt(space.view(latent), 'b')).toBe(a.history);
    const next = space.view(given(latent, 'meta-set.a'));
    expect(contentAt(next, 'a')).toBe(next.context.a.history);
  });

  it('is a snapshot that is not there yet', () => {
    const latent = left('snap-create.a');
    expect(shapeAt(space.view(latent), 'a')?.snapshots).toBe(0);
    expect(space.command(latent, 'snap-remove.a')?.outcome).toBe('ENOENT');
    expect(shapeAt(space.view(given(latent, 'write.a')), 'a')?.snapshots).not.toBe(0);
  });

  it('is not among what mirroring by snapshots can leave', () => {
    const snapshots = new Space(machineOf('snapshot'));
    const image = snapshots.command(snapshots.initial, 'create.a')?.to ?? -1;
    const primary = snapshots.command(image, 'enable.a')?.to ?? -1;
    const reaches = snapshots.interruptions(primary, 'write.a')?.map(({ reach }) => reach);
    expect(reaches).toEqual(['undone', 'done']);
  });
});
