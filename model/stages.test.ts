import { describe, expect, it } from 'vitest';
import { Space } from '../sim/space.ts';
import type { PairEvent } from './events.ts';
import { pairMachine } from './pair.ts';
import type { Mode } from './site.ts';
import { metRoleAt, metRoles, stageAt, stages } from './stages.ts';

const made: PairEvent[] = ['create.a', 'enable.a', 'bootstrap.b', 'create-copy.b'];
const copied: PairEvent[] = [...made, 'sync-done.b'];
const forked: Readonly<Record<Mode, PairEvent[]>> = {
  journal: [...copied, 'promote-force.b', 'stop-replay.b', 'demote.b', 'split-brain.b'],
  snapshot: [...copied, 'promote-force.b', 'demote.b', 'split-brain.b'],
};
const orphaned: Readonly<Record<Mode, PairEvent[]>> = {
  journal: [...copied, 'demote.a', 'replay.b', 'stop-replay.b'],
  snapshot: [...copied, 'demote.a', 'sync-done.b', 'stop-replay.b'],
};

function after(mode: Mode, events: readonly PairEvent[]) {
  const space = new Space(pairMachine(mode));
  let here = space.initial;
  for (const event of events) {
    const next = space.after(here, event);
    if (next === undefined) throw new Error(`${event} is not possible here`);
    here = next;
  }
  return space.view(here);
}

describe.each<Mode>(['journal', 'snapshot'])('in %s mode', (mode) => {
  const behind: PairEvent[] = [...copied, mode === 'journal' ? 'write.a' : 'snapshot.a'];
  const cases: [string, string, PairEvent[]][] = [
    ['none', 'absent', []],
    ['none', 'unmirrored', ['create.b']],
    ['none', 'trashed', ['create.b', 'trash.b']],
    ['primary', 'primary', ['create.b', 'enable.b']],
    ['creating', 'creating', made.slice(0, 3)],
    ['first-copy', 'following', made],
    ['first-copy', 'following', [...made, 'sync-part.b']],
    ['idle', 'following', copied],
    ['behind', 'following', behind],
    ['stopped', 'following', [...copied, 'kill-daemon.b']],
    ['broken-off', 'creating', [...made.slice(0, 3), 'kill-daemon.b']],
    ['broken-off', 'following', [...made, 'stop-daemon.b']],
    ['split-brain', 'orphan', forked[mode]],
    ['orphan', 'orphan', orphaned[mode]],
    ['resync-asked', 'orphan', [...orphaned[mode], 'resync.b']],
    ['idle', 'unreachable', [...copied, 'stop-site.b']],
    ['idle', 'unreachable', [...copied, 'stop-monitor.b', 'stop-osd.b']],
    ['idle', 'blocked', [...copied, 'kill-osd.b']],
    ['primary', 'blocked', ['create.b', 'enable.b', 'fill.b']],
  ];

  it.each(cases)('%s and %s after %j', (stage, role, events) => {
    const state = after(mode, events);
    expect([stageAt(state, 'b', mode), metRoleAt(state, 'b')]).toEqual([stage, role]);
  });
});

it('tells a later sync that has copied some objects from one that has not begun', () => {
  const part: PairEvent[] = [...copied, 'write.a', 'snapshot.a', 'sync-part.b'];
  expect(stageAt(after('snapshot', part), 'b', 'snapshot')).toBe('half-way');
  const broken = after('snapshot', [...part, 'kill-daemon.b']);
  expect(stageAt(broken, 'b', 'snapshot')).toBe('broken-off');
});

it('lists every stage and every role once', () => {
  for (const names of [stages, metRoles]) expect(new Set<string>(names).size).toBe(names.length);
});
