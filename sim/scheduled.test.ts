import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Input, PairEvent } from '../model/events.ts';
import { missing } from '../model/history.ts';
import { pairMachine } from '../model/pair.ts';
import { takesSnapshots } from '../model/schedule.ts';
import { peerOf, type Site, sites } from '../model/site.ts';
import type { StateId } from '../model/stepper.ts';
import { contentAt } from '../model/views.ts';
import { Space } from './space.ts';

const space = new Space(pairMachine('snapshot'));

/** Takes events one after the other; `settle` lets the daemons and the managers finish. */
function reached(...events: (PairEvent | 'settle')[]): StateId {
  let state = space.initial;
  for (const event of events) {
    const next: StateId | undefined =
      event === 'settle' ? space.settled(state)[0] : space.after(state, event);
    if (next === undefined) throw new Error(`${event} is not possible`);
    state = next;
  }
  return state;
}

const copyAt = (state: StateId, site: Site) => space.view(state).context[site];
const lacks = (state: StateId, site: Site): number =>
  missing(copyAt(state, site).history, copyAt(state, peerOf(site)).history);
const canTake = (state: StateId, site: Site): boolean =>
  space.internals(state).some(({ event }) => event === `take-snapshot.${site}`);

const scheduled = ['create.a', 'enable.a', 'settle', 'schedule.a'] as const;

describe('a schedule of mirror snapshots', () => {
  it('lets what was written arrive, without a snapshot that anyone takes', () => {
    expect(lacks(reached('create.a', 'enable.a', 'settle', 'write.a', 'settle'), 'b')).not.toBe(0);
    expect(lacks(reached(...scheduled, 'write.a', 'settle'), 'b')).toBe(0);
  });

  it('takes none where there is nothing new, and none of an image that is not primary', () => {
    expect(canTake(reached(...scheduled, 'settle'), 'a')).toBe(false);
    expect(canTake(reached(...scheduled, 'write.a'), 'a')).toBe(true);
    expect(canTake(reached(...scheduled, 'write.a', 'demote.a'), 'a')).toBe(false);
    expect(canTake(reached(...scheduled, 'write.a', 'unschedule.a'), 'a')).toBe(false);
  });

  it('takes none while its site does not do what clients ask', () => {
    for (const fault of ['kill-site.a', 'stop-monitor.a', 'kill-osd.a', 'fill.a'] as const) {
      expect(canTake(reached(...scheduled, 'write.a', fault), 'a'), fault).toBe(false);
    }
    for (const fault of ['cut', 'stop-daemon.a', 'kill-site.b'] as const) {
      expect(canTake(reached(...scheduled, 'write.a', fault), 'a'), fault).toBe(true);
    }
  });

  it('is of one cluster, and outlives roles and names', () => {
    const failedOver = [...scheduled, 'demote.a', 'settle', 'promote.b', 'write.b'] as const;
    expect(lacks(reached(...failedOver, 'settle'), 'a')).not.toBe(0);
    const back = ['demote.b', 'settle', 'promote.a', 'rename.a', 'write.a', 'settle'] as const;
    expect(lacks(reached(...failedOver, 'settle', ...back), 'b')).toBe(0);
  });

  it('outlives the end of mirroring for as long as the manager does not look', () => {
    const again = ['enable.a', 'write.a'] as const;
    expect(canTake(reached(...scheduled, 'disable.a', ...again), 'a')).toBe(true);
    expect(canTake(reached(...scheduled, 'disable.a', 'settle', ...again), 'a')).toBe(false);
    const binned = [...scheduled, 'trash.a', 'restore.a'] as const;
    expect(canTake(reached(...binned, ...again), 'a')).toBe(true);
    expect(canTake(reached(...scheduled, 'trash.a', 'settle', 'restore.a', ...again), 'a')).toBe(
      false,
    );
  });

  it('ends with the image', () => {
    const anew = ['create.a', 'enable.a', 'write.a'] as const;
    expect(canTake(reached(...scheduled, 'remove.a', ...anew), 'a')).toBe(false);
    expect(canTake(reached(...scheduled, 'trash.a', ...anew), 'a')).toBe(false);
  });

  it('is refused for what is not mirrored by snapshots', () => {
    const journal = new Space(pairMachine('journal'));
    const answers = (one: Space, events: readonly PairEvent[]) => {
      const state = events.reduce((at, event) => one.after(at, event) ?? at, one.initial);
      return (['schedule.a', 'unschedule.a'] as const).map(
        (command) => one.command(state, command)?.outcome,
      );
    };
    for (const events of [[], ['create.a'], ['create.a', 'trash.a']] as const) {
      expect(answers(space, events)).toEqual(['EINVAL', 'EINVAL']);
    }
    expect(answers(journal, ['create.a', 'enable.a'])).toEqual(['EINVAL', 'EINVAL']);
    expect(answers(space, ['create.a', 'enable.a'])).toEqual(['ok', 'ok']);
    expect(answers(space, ['create.a', 'enable.a', 'demote.a'])).toEqual(['ok', 'ok']);
  });

  const tame: readonly Input[] = sites.flatMap((site): Input[] => [
    ...([`create.${site}`, `enable.${site}`, `write.${site}`, `snapshot.${site}`] as const),
    ...([`schedule.${site}`, `unschedule.${site}`, `demote.${site}`, `promote.${site}`] as const),
    ...([`rename.${site}`, `disable.${site}`] as const),
  ]);

  it('keeps its promise: once a healthy pair has settled the peer has every write', () => {
    let kept = 0;
    const choices = fc.constantFrom<Input | 'settle'>('settle', 'settle', 'settle', ...tame);
    const inputs = fc.array(choices, { minLength: 10, maxLength: 40, size: 'max' });
    const property = fc.property(inputs, (events) => {
      let state = reached(...scheduled, 'schedule.b');
      for (const event of events) {
        const rest: readonly StateId[] = event === 'settle' ? space.settled(state) : [];
        state = rest[0] ?? (event === 'settle' ? state : (space.after(state, event) ?? state));
        for (const end of rest) {
          const view = space.view(end);
          for (const site of sites.filter((one) => takesSnapshots(view, one))) {
            const copy = view[peerOf(site)];
            // Two demotions, or a second enabling, can part the two for good.
            if (copy.image !== 'nonprimary' || copy.replayer !== 'replaying') continue;
            const written = copyAt(end, site).history & view.context.writes;
            expect(missing(contentAt(view, peerOf(site)) ?? 0, written)).toBe(0);
            kept += 1;
          }
        }
      }
    });
    fc.assert(property, { numRuns: 100 });
    expect(kept).toBeGreaterThan(10);
  });

  it('records no event, and changes what neither copy holds', () => {
    const inputs = fc.array(fc.nat(), { minLength: 10, maxLength: 60 });
    const property = fc.property(inputs, (numbers) => {
      let state = space.initial;
      for (const number of numbers) {
        const event = tame[number % tame.length] ?? 'cut';
        state = space.after(state, event) ?? state;
        for (const { event: step, to } of space.internals(state)) {
          if (!step.startsWith('take-snapshot')) continue;
          const [before, later] = [space.view(state).context, space.view(to).context];
          expect(later.next).toBe(before.next);
          for (const site of sites) expect(later[site].history).toBe(before[site].history);
        }
      }
    });
    fc.assert(property, { numRuns: 100 });
  });
});
