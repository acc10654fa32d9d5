import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands, pairEvents } from '../model/events.ts';
import { isPrefix, missing } from '../model/history.ts';
import { pairMachine } from '../model/pair.ts';
import { modes, peerOf, sites } from '../model/site.ts';
import type { StateId } from '../model/stepper.ts';
import { contentAt, type PairState } from '../model/views.ts';
import { Space } from './space.ts';

/** Walks a space at random: `visit` sees every step, with what was before and after. */
function walks(
  space: Space,
  allowed: readonly (typeof pairEvents)[number][],
  visit: (event: string, before: PairState, after: PairState, state: StateId) => void,
) {
  const choices = fc.array(fc.nat(), { minLength: 10, maxLength: 70, size: 'max' });
  return fc.property(choices, (numbers) => {
    let here = space.initial;
    for (const number of numbers) {
      const possible = allowed.filter((event) => space.after(here, event) !== undefined);
      const event = possible[number % possible.length] ?? 'cut';
      const to = space.after(here, event) ?? here;
      visit(event, space.view(here), space.view(to), to);
      here = to;
    }
  });
}

describe.each(modes)('the %s model', (mode) => {
  const space = new Space(pairMachine(mode));
  const without = (...names: string[]) =>
    pairEvents.filter((event) => !names.some((name) => event.startsWith(name)));

  it('has daemons that sooner or later have nothing left to do, whatever the order', () => {
    const property = walks(space, pairEvents, (_event, _before, _after, state) => {
      expect(space.settled(state).length).toBeGreaterThan(0);
      expect(hasCycle(space, state)).toBe(false);
    });
    fc.assert(property, { numRuns: 60 });
  });

  it('answers every command in every state', () => {
    const property = walks(space, pairEvents, (_event, _before, { context }, state) => {
      if (context.next >= 25) return;
      for (const command of commands) expect(space.command(state, command)).toBeDefined();
    });
    fc.assert(property, { numRuns: 20 });
  });

  it('loses no write while nobody forces, resyncs, removes or disables', () => {
    const tame = without('promote-force', 'resync', 'remove', 'disable');
    const property = walks(space, tame, (_event, _before, { context }) => {
      const held = context.a.history | context.b.history;
      expect(missing(held, context.writes)).toBe(0);
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('hands over every write when a demotion has arrived and the peer is promoted', () => {
    const tame = without('promote-force', 'resync', 'remove', 'disable');
    const property = walks(space, tame, (event, before, after) => {
      for (const site of sites) {
        const taken = before[site].image !== 'primary' && after[site].image === 'primary';
        const demotedPeer = before[peerOf(site)].image === 'nonprimary';
        const followed = isPrefix(
          before.context[site].history,
          before.context[peerOf(site)].history,
        );
        if (event !== `promote.${site}` || !taken || !demotedPeer || !followed) continue;
        const theirs = before.context[peerOf(site)].history & before.context.writes;
        expect(missing(after.context[site].history, theirs)).toBe(0);
      }
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('gives a forced promotion a point in time of the peer, or refuses it', () => {
    const property = walks(space, pairEvents, (event, before, after) => {
      for (const site of sites) {
        if (event !== `promote-force.${site}` || before[site].image !== 'nonprimary') continue;
        const { part, whole } = before.context[site];
        if (whole === 0) expect(after[site].image).toBe('nonprimary');
        else if (after[site].image === 'primary') {
          const taken = after.context[site].history & after.context.writes;
          expect(taken).toBe(before.context[site].history & before.context.writes);
          expect(after.context[site].part).toBe(0);
        } else expect(part).toBeLessThanOrEqual(1);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('never promotes without force what was not seen to be demoted', () => {
    const property = walks(space, pairEvents, (event, before, after) => {
      for (const site of sites) {
        if (event !== `promote.${site}` || after[site].image !== 'primary') continue;
        if (before[site].image === 'primary') continue;
        expect(contentAt(before, site)).toBeDefined();
        expect(before.context.demotions & before.context[site].history).not.toBe(0);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('changes a primary only by what is done to it', () => {
    const property = walks(space, pairEvents, (event, before, after) => {
      for (const site of sites) {
        if (before[site].image !== 'primary' || event.endsWith(`.${site}`)) continue;
        expect(after.context[site].history).toBe(before.context[site].history);
        expect(after[site].image).toBe('primary');
      }
    });
    fc.assert(property, { numRuns: 200 });
  });
});

function hasCycle(space: Space, from: StateId): boolean {
  const done = new Set<StateId>();
  const open = new Set<StateId>();
  const visit = (state: StateId): boolean => {
    if (done.has(state)) return false;
    if (open.has(state)) return true;
    open.add(state);
    const found = space.internals(state).some(({ to }) => visit(to));
    open.delete(state);
    done.add(state);
    return found;
  };
  return visit(from);
}
