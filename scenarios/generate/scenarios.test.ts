import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandNames } from '../../model/events.ts';
import { eventsMax } from '../../model/history.ts';
import { pairMachine } from '../../model/pair.ts';
import { modes } from '../../model/site.ts';
import { Space } from '../../sim/space.ts';
import { requestOf } from '../events.ts';
import { type Step, stepSchema } from '../step.ts';
import { Scenarios } from './scenarios.ts';

describe.each(modes)('generated scenarios, in %s mode', (mode) => {
  const scenarios = () => new Scenarios(new Space(pairMachine(mode)), mode);
  const many = fc.sample(scenarios(), { numRuns: 1500, seed: 7 });

  it('are the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [one, other] = [1, 2].map(() => fc.sample(scenarios(), { seed, numRuns: 3 }));
        expect(one).toEqual(other);
      }),
      { numRuns: 20 },
    );
  });

  it('are made of valid steps, end settled, and fit the history', () => {
    for (const steps of many) {
      for (const step of steps) expect(stepSchema.parse(step)).toEqual(step);
      expect(steps.at(-1)?.do).toBe('settle');
      expect(recordable(steps)).toBeLessThanOrEqual(eventsMax + 12);
    }
  });

  it('end every fault that they begin', () => {
    for (const steps of many) {
      const cut = steps.findLastIndex((step) => step.do === 'cut');
      const heal = steps.findLastIndex((step) => step.do === 'heal');
      expect(cut).toBeLessThanOrEqual(heal);
      for (const site of ['a', 'b'] as const) {
        const at = (name: RegExp) =>
          steps.findLastIndex((step) => name.test(step.do) && 'site' in step && step.site === site);
        expect(at(/^(stop|kill)-site$/)).toBeLessThanOrEqual(at(/^start-site$/));
        expect(at(/^(stop|kill)-daemon$/)).toBeLessThanOrEqual(at(/^start-daemon$/));
      }
    }
  });

  it('give every command and every fault at both sites', () => {
    const met = new Set<string>(
      many.flat().flatMap((step): readonly string[] => {
        const request = requestOf(step);
        if (request.kind === 'commands') return request.commands;
        return request.kind === 'fault' ? [request.fault] : [];
      }),
    );
    const faults = ['stop-site', 'kill-site', 'start-site', 'stop-daemon', 'kill-daemon'];
    for (const name of [...commandNames, ...faults, 'start-daemon']) {
      for (const site of ['a', 'b']) expect(met).toContain(`${name}.${site}`);
    }
    expect(met).toContain('cut');
    expect(met).toContain('heal');
  });

  it('shrink to shorter ones only', () => {
    const [steps = []] = many;
    for (const { value } of scenarios().shrink(steps)) {
      expect(value.length).toBeLessThan(steps.length);
    }
  });
});

/** How many commands of a scenario could record an event. */
const recordable = (steps: readonly Step[]) =>
  steps.flatMap((step) => {
    const request = requestOf(step);
    return request.kind === 'commands' ? request.commands : [];
  }).length;
