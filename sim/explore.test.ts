import { describe, expect, it } from 'vitest';
import { deviations } from '../model/deviations.ts';
import { type Mode, modes } from '../model/site.ts';
import { stageAt } from '../model/stages.ts';
import { type Bound, explore } from './explore.ts';

const stagesWithin = (mode: Mode, bound: Bound, variants = deviations.slice(0, 0)) =>
  new Set(
    [...explore(mode, variants, bound)].flatMap(({ space, state }) => [
      stageAt(space.view(state), 'a', mode),
      stageAt(space.view(state), 'b', mode),
    ]),
  );

describe.each(modes)('the %s model, explored', (mode) => {
  it('shows what takes so many events, and not what takes more', () => {
    const none = { faults: 0 };
    expect(stagesWithin(mode, { events: 0, ...none })).toEqual(new Set(['none']));
    expect(stagesWithin(mode, { events: 1, ...none })).toEqual(new Set(['none']));
    const early = new Set(['none', 'primary', 'creating', 'orphan']);
    expect(stagesWithin(mode, { events: 3, ...none })).toEqual(early);
    expect(stagesWithin(mode, { events: 7, ...none })).not.toContain('split-brain');
    expect(stagesWithin(mode, { events: 8, ...none })).toContain('split-brain');
  });

  it('follows no more faults at once than it is told to', () => {
    const broken = (faults: number) =>
      [...explore(mode, [], { events: 4, faults })].map(({ space, state }) => {
        const { link, a, b } = space.view(state);
        const fine = [a.cluster, b.cluster, a.monitor, b.monitor, a.osd, b.osd, link];
        const daemons = [a.daemon, b.daemon].filter((daemon) => daemon === 'stopped').length;
        const full = [a.room, b.room].filter((room) => room === 'full').length;
        const held = [a.supply, b.supply].filter((supply) => supply === 'held').length;
        return fine.filter((part) => part !== 'up').length + daemons + full + held;
      });
    for (const faults of [0, 1, 2]) expect(Math.max(...broken(faults))).toBe(faults);
  });

  it('finds the same whatever the variants, as far as they add to what is specified', () => {
    const bound = { events: 8, faults: 0 };
    const specified = stagesWithin(mode, bound);
    const found = stagesWithin(
      mode,
      bound,
      deviations.filter(({ releases }) => releases.includes(16)),
    );
    for (const stage of specified) expect(found).toContain(stage);
  });
});
