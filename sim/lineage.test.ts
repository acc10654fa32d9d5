import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviations } from '../model/deviations.ts';
import { isFault, nameOf } from '../model/events.ts';
import { eventsMax } from '../model/history.ts';
import { canonical } from '../model/lineage.ts';
import { type Mode, modes } from '../model/site.ts';
import { isOfMode, machineOf } from '../model/variant.ts';
import { type KernelState, noDeed } from './kernel/kernel.ts';
import { pairKernel } from './pair-kernel.ts';

const deviating = (mode: Mode) =>
  machineOf(mode, ...deviations.filter((deviation) => isOfMode(deviation, mode)));

const machines = [
  ...modes.map((mode) => ({ name: mode, machine: machineOf(mode) })),
  ...modes.map((mode) => ({ name: `deviating ${mode}`, machine: deviating(mode) })),
];

/** What ends an image, or stands aside: walks without it come to longer histories. */
const ending =
  /^(remove|trash|lapse|disable|schedule|unschedule|disconnect|hold|parent|journaling)/;

describe.each(machines)('the lineage of the $name model', ({ machine }) => {
  const kernel = pairKernel(machine);
  const normal = (state: KernelState): KernelState =>
    kernel.stateOf(kernel.leaves(state), canonical(kernel.context(state)));

  /** The steps that change something, each compared with the same step from the normal form. */
  function compared(state: KernelState): number[] {
    const twin = normal(state);
    return [...kernel.events.keys()].filter((event) => {
      const [deed, same] = [kernel.deed(state, event), kernel.deed(twin, event)];
      if (deed !== same) expect(kernel.events[event], 'is decided otherwise').toBe('');
      if (deed === noDeed) return false;
      const [to, alike] = [kernel.follow(state, deed), kernel.follow(twin, deed)];
      if (normal(to) !== normal(alike)) {
        expect(kernel.context(normal(alike)), kernel.events[event]).toEqual(
          kernel.context(normal(to)),
        );
      }
      return to !== state;
    });
  }

  it('forgets nothing that any step, now or later, depends on', { timeout: 60_000 }, () => {
    const walk = fc.tuple(
      fc.boolean(),
      fc.array(fc.nat(), { minLength: 1, maxLength: 40, size: 'max' }),
    );
    const property = fc.property(walk, ([calm, choices]) => {
      let here = kernel.initial;
      for (const choice of choices) {
        // Without room the model gives no answer, and the normal form has more of it.
        if (kernel.context(here).next >= eventsMax) return;
        const possible = compared(here).filter((event) => {
          const name = kernel.events[event] ?? '';
          return !calm || (!isFault(name) && !ending.test(nameOf(name)));
        });
        const event = possible[choice % possible.length] ?? -1;
        here = event < 0 ? here : (kernel.step(here, event) ?? here);
      }
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('is its own normal form once it is one', () => {
    const walk = fc.array(fc.nat({ max: kernel.events.length - 1 }), {
      maxLength: 60,
      size: 'max',
    });
    const property = fc.property(walk, (events) => {
      const here = events.reduce((at, event) => kernel.step(at, event) ?? at, kernel.initial);
      expect(normal(normal(here))).toBe(normal(here));
    });
    fc.assert(property, { numRuns: 300 });
  });
});
