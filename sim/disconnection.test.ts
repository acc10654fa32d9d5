import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { related } from '../model/conditions.ts';
import { disconnected } from '../model/disconnection.ts';
import { type Command, internals, type PairEvent } from '../model/events.ts';
import { pairMachine } from '../model/pair.ts';
import type { Mode } from '../model/site.ts';
import type { StateId } from '../model/stepper.ts';
import { type Status, statusAt } from '../model/views.ts';
import { Space } from './space.ts';

type Way = readonly (PairEvent | 'settle')[];

/** Goes along events; `settle` lets the daemons do all that they have to do. */
function along(space: Space, events: Way): StateId {
  let state = space.initial;
  for (const event of events) {
    if (event === 'settle') [state = state] = space.settled(state);
    else state = space.after(state, event) ?? state;
  }
  return state;
}

const enabled: Way = ['create.a', 'enable.a', 'settle'];
const away: Way = [...enabled, 'disconnect.a', 'settle'];
const failedOver: Way = [...enabled, 'demote.a', 'settle', 'disconnect.a', 'promote.b', 'settle'];

/** What real clusters answered on 16.2.15, 18.2.7 and 20.2.4: after what, to what, in which mode. */
const measured: readonly [events: Way, command: Command, outcome: string, mode: Mode][] = [
  [[], 'disconnect.a', 'ENOENT', 'journal'],
  [['create.a'], 'disconnect.a', 'EINVAL', 'journal'],
  [['create.a', 'journaling-on.a'], 'disconnect.a', 'ENOENT', 'journal'],
  [['create.a', 'stop-daemon.b', 'enable.a'], 'disconnect.a', 'ENOENT', 'journal'],
  [enabled, 'disconnect.a', 'ok', 'journal'],
  [[...enabled, 'stop-daemon.b'], 'disconnect.a', 'ok', 'journal'],
  [[...enabled, 'fill.a'], 'disconnect.a', 'HANG', 'journal'],
  [[...enabled, 'disable.a', 'settle'], 'disconnect.a', 'EINVAL', 'journal'],
  [away, 'disconnect.a', 'ok', 'journal'],
  [away, 'promote.b', 'EBUSY', 'journal'],
  [[...away, 'demote.a', 'settle'], 'promote.b', 'EBUSY', 'journal'],
  [away, 'promote-force.b', 'ok', 'journal'],
  [away, 'disable-force.b', 'ok', 'journal'],
  [[...failedOver], 'disconnect.b', 'ok', 'journal'],
  [[], 'disconnect.a', 'ENOENT', 'snapshot'],
  [['create.a'], 'disconnect.a', 'EINVAL', 'snapshot'],
  [enabled, 'disconnect.a', 'EINVAL', 'snapshot'],
];

test.each(measured)('after %j, %s is answered with %s in %s mode', (events, command, is, mode) => {
  const space = new Space(pairMachine(mode));
  expect(space.command(along(space, events), command)?.outcome).toBe(is);
});

/** What the status of site b, or of site a after a failover, came to on the same releases. */
const told: readonly [events: Way, site: 'a' | 'b', status: Status][] = [
  [away, 'b', 'error'],
  [[...away, 'stop-daemon.b', 'start-daemon.b', 'settle'], 'b', 'error'],
  [[...away, 'write.a', 'demote.a', 'settle'], 'b', 'error'],
  [[...away, 'demote.a', 'promote.a', 'settle'], 'b', 'error'],
  [[...away, 'promote-force.b', 'demote.b', 'settle'], 'b', 'split-brain'],
  [[...away, 'resync.b', 'settle'], 'b', 'replaying'],
  [[...away, 'disable.a', 'settle', 'enable.a', 'settle'], 'b', 'replaying'],
  [failedOver, 'a', 'replaying'],
  [[...failedOver, 'demote.b', 'settle'], 'b', 'unknown'],
];

test.each(told)('after %j, the status of %s is %s', (events, site, status) => {
  const space = new Space(pairMachine('journal'));
  expect(statusAt(space.view(along(space, events)), site)).toBe(status);
});

describe('a copy whose daemon is disconnected', () => {
  const space = new Space(pairMachine('journal'));

  /** Whether the replayer at b is turned away, and nobody has asked for the copy to be made anew. */
  const stands = (state: StateId): boolean => {
    const view = space.view(state);
    const { image, replayer } = view.b;
    const asked = view.context.b.resync === 1;
    const turnedAway = disconnected(view, { site: 'b' }) && related(view);
    return image === 'nonprimary' && replayer === 'stopped' && turnedAway && !asked;
  };

  it('takes nothing more, whatever is done at its peer and whatever fails, until a resync', () => {
    const events: PairEvent[] = [
      ...(['write.a', 'resize.a', 'demote.a', 'promote.a', 'disconnect.a'] as const),
      ...([
        'stop-daemon.b',
        'start-daemon.b',
        'kill-site.b',
        'start-site.b',
        'cut',
        'heal',
      ] as const),
      ...(['stop-replayer.b', 'start-replayer.b', 'restart-replayers.b', ...internals] as const),
    ];
    const numbers = fc.array(fc.nat(99), { maxLength: 40 });
    fc.assert(
      fc.property(numbers, (steps) => {
        let here = along(space, away);
        expect(stands(here)).toBe(true);
        const { history } = space.view(here).context.b;
        for (const number of steps) {
          const possible = events.filter((event) => space.after(here, event) !== undefined);
          here = space.after(here, possible[number % possible.length] ?? 'heal') ?? here;
          expect(stands(here)).toBe(true);
          expect(space.view(here).context.b.history).toBe(history);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('has had its first copy to the end, where that was under way', () => {
    const begun: Way = ['create.a', 'write.a', 'enable.a', 'bootstrap.b', 'create-copy.b'];
    const state = along(space, [...begun, 'disconnect.a', 'write.a', 'settle']);
    const { a, b } = space.view(state).context;
    expect(b.whole).toBe(1);
    expect(b.history).toBe(a.history & 0b11);
    expect(stands(state)).toBe(true);
  });
});
