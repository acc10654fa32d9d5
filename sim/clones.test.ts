import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { deviations } from '../model/deviations.ts';
import { type Command, type PairEvent, pairEvents } from '../model/events.ts';
import { pairMachine } from '../model/pair.ts';
import { isClone } from '../model/shape.ts';
import { type Mode, modes, peerOf, sites } from '../model/site.ts';
import type { StateId } from '../model/stepper.ts';
import { machineOf } from '../model/variant.ts';
import { contentAt, parentRoleAt } from '../model/views.ts';
import { Space } from './space.ts';

/** Goes along events; `settle` lets the daemons do all that they have to do, as far as they can. */
function along(space: Space, events: readonly (PairEvent | 'settle')[]): StateId {
  let state = space.initial;
  for (const event of events) {
    if (event === 'settle') [state = state] = space.settled(state);
    else state = space.after(state, event) ?? state;
  }
  return state;
}

const spaceOf = (mode: Mode, ...names: string[]) =>
  new Space(machineOf(mode, ...deviations.filter(({ name }) => names.includes(name))));

const mirrored = ['clone.a', 'parent-enable.a', 'enable.a', 'settle'] as const;

/** What real clusters answered on 16.2.15, 18.2.7 and 20.2.4: after what, to what, in which modes. */
const measured: readonly [
  events: readonly (PairEvent | 'settle')[],
  command: Command,
  outcome: string,
  only?: Mode,
][] = [
  [['clone.a'], 'enable.a', 'EINVAL'],
  [['clone.a'], 'clone.a', 'EEXIST'],
  [['clone.a'], 'clone.b', 'ENOENT'],
  [['clone.a', 'parent-enable.a'], 'enable.a', 'ok'],
  [['clone.a', 'parent-enable.a'], 'parent-enable.a', 'ok'],
  [['clone.a', 'parent-enable.a', 'settle'], 'parent-enable.b', 'ok'],
  [['clone.a', 'parent-enable.a', 'settle'], 'clone.b', 'ok'],
  [['clone.a', 'parent-enable.a', 'settle'], 'parent-disable.a', 'ok'],
  [['clone.a', 'parent-enable.a', 'settle'], 'parent-disable.b', 'EINVAL'],
  [[], 'parent-enable.a', 'ENOENT'],
  [[], 'parent-disable.a', 'ENOENT'],
  [[], 'flatten.a', 'ENOENT'],
  [['create.a'], 'flatten.a', 'EINVAL'],
  [['clone.a', 'flatten.a'], 'flatten.a', 'EINVAL'],
  [['clone.a', 'flatten.a'], 'enable.a', 'ok'],
  [[...mirrored], 'parent-disable.a', 'EBUSY'],
  [[...mirrored], 'parent-disable.b', 'EBUSY'],
  [[...mirrored], 'enable.b', 'ok'],
  [[...mirrored], 'flatten.b', 'EROFS'],
  [[...mirrored, 'stop-daemon.b'], 'flatten.b', 'EROFS'],
  [[...mirrored, 'disable.a'], 'parent-disable.a', 'ok'],
  [[...mirrored, 'remove.a'], 'parent-disable.a', 'ok'],
  [[...mirrored, 'trash.a'], 'parent-disable.a', 'ok'],
  [[...mirrored, 'flatten.a', 'settle'], 'flatten.b', 'EINVAL', 'journal'],
  [[...mirrored, 'flatten.a', 'settle'], 'parent-disable.a', 'ok', 'journal'],
  [[...mirrored, 'snap-create.a', 'flatten.a', 'settle'], 'parent-disable.a', 'EBUSY', 'journal'],
  [[...mirrored, 'flatten.a', 'settle'], 'parent-disable.a', 'EBUSY', 'snapshot'],
  [[...mirrored, 'flatten.a', 'snapshot.a', 'settle'], 'flatten.b', 'EROFS', 'snapshot'],
  [[...mirrored, 'flatten.a', 'snapshot.a', 'settle'], 'parent-disable.a', 'EBUSY', 'snapshot'],
  [[...mirrored, 'flatten.a', 'snapshot.a', 'settle'], 'parent-disable.b', 'EINVAL', 'snapshot'],
  [
    [...mirrored, 'flatten.a', 'snapshot.a', 'settle', 'snapshot.a'],
    'parent-disable.a',
    'ok',
    'snapshot',
  ],
];

describe.each(modes)('clones, in %s mode', (mode) => {
  const space = new Space(pairMachine(mode));

  const asked = measured.flatMap(([events, command, outcome, only]) =>
    only === undefined || only === mode ? [{ events, command, outcome }] : [],
  );
  it.each(asked)('after $events, $command is $outcome', ({ events, command, outcome }) => {
    expect(space.command(along(space, events), command)?.outcome).toBe(outcome);
  });

  it('have no copy before their parent has one', () => {
    const waiting = space.view(
      along(space, ['clone.a', 'hold-parent.b', 'parent-enable.a', 'enable.a', 'settle']),
    );
    expect(parentRoleAt(waiting, 'b')).toBe('nonprimary');
    expect(waiting.b.image).toBe('absent');
  });

  it('are mirrored only while their parent is, or was when it went to the trash', () => {
    const choices = fc.array(fc.nat(), { minLength: 10, maxLength: 60, size: 'max' });
    const property = fc.property(choices, (numbers) => {
      let state = along(space, ['clone.a', 'parent-enable.a', 'enable.a']);
      for (const number of numbers) {
        const possible = pairEvents.filter((event) => space.after(state, event) !== undefined);
        state = space.after(state, possible[number % possible.length] ?? 'cut') ?? state;
        const { context, ...at } = space.view(state);
        for (const site of sites) {
          const { image, parent } = at[site];
          const mirrors = image === 'primary' || image === 'nonprimary';
          if (!mirrors || !isClone(context.edits, context[site].history)) continue;
          if (context[site].parentGone === 1) continue;
          expect(['primary', 'copied', 'stale']).toContain(parent);
        }
      }
    });
    fc.assert(property, { numRuns: 40 });
  });

  it('keep a parent in the trash for as long as they need it', () => {
    const events: (PairEvent | 'settle')[] = ['clone.a', 'parent-enable.a', 'settle', 'clone.b'];
    const state = along(space, [...events, 'parent-disable.a', 'settle']);
    expect(parentRoleAt(space.view(state), 'b')).toBe('absent');
    expect(space.command(state, 'enable.b')?.outcome).toBe('EINVAL');
    const flat = space.command(state, 'flatten.b');
    expect(flat?.outcome).toBe('ok');
    expect(space.command(flat?.to ?? state, 'enable.b')?.outcome).toBe('ok');
  });
});

describe('where what is copied up is not copied', () => {
  const space = spaceOf('snapshot', 'copy-up-is-not-copied');
  const seenAt = (site: 'a' | 'b', ...events: (PairEvent | 'settle')[]) => {
    const view = space.view(along(space, events));
    const content = contentAt(view, site);
    return content === undefined ? 'anything' : (content & view.context.edits.clone) !== 0;
  };
  const taken = ['snapshot.a', 'settle'] as const;

  test('a copy that was made before lacks it', () => {
    expect(seenAt('b', ...mirrored)).toBe(true);
    expect(seenAt('b', ...mirrored, 'write.a', ...taken)).toBe(false);
    expect(seenAt('b', ...mirrored, 'flatten.a', ...taken)).toBe(false);
    expect(seenAt('a', ...mirrored, 'write.a', ...taken)).toBe(true);
  });

  test('a copy that is made later has it', () => {
    const early = ['clone.a', 'parent-enable.a', 'write.a', 'enable.a', 'settle'] as const;
    expect(seenAt('b', ...early)).toBe(true);
    expect(seenAt('b', ...early, 'flatten.a', 'disable.a', 'settle', 'enable.a', 'settle')).toBe(
      true,
    );
  });

  test('in the middle of the first sync it depends on the object', () => {
    const half = ['clone.a', 'parent-enable.a', 'hold.b', 'enable.a', 'settle'] as const;
    expect(seenAt('b', ...half, 'write.a', 'release.b', ...taken)).toBe('anything');
  });

  test('a copy made from one that lacks it lacks it too', () => {
    const failedOver = ['write.a', 'demote.a', 'settle', 'promote.b', 'settle'] as const;
    expect(seenAt('a', ...mirrored, ...failedOver)).toBe(true);
    expect(seenAt('a', ...mirrored, ...failedOver, 'resync.a', 'settle')).toBe(false);
  });
});

test('an image that was never a clone has no field of one', () => {
  for (const mode of modes) {
    const space = spaceOf(mode, 'copy-up-is-not-copied', 'clone-comes-before-its-parent');
    const state = along(space, ['create.a', 'enable.a', 'settle', 'write.a', 'settle', 'demote.a']);
    for (const site of sites) {
      const { pins, parentGone, tears, doubts } = space.view(state).context[site];
      expect([pins, parentGone, tears, doubts]).toEqual([0, 0, 0, 0]);
      expect(space.view(state)[peerOf(site)].parent).toBe('absent');
    }
  }
});
