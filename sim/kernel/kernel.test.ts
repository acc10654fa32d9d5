import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviations } from '../../model/deviations.ts';
import { isCommand } from '../../model/events.ts';
import { type Mode, modes } from '../../model/site.ts';
import { isOfMode, machineOf } from '../../model/variant.ts';
import { pairKernel, viewer } from '../pair-kernel.ts';
import { interpreted } from './interpreted.ts';
import { type KernelState, noDeed } from './kernel.ts';

const deviating = (mode: Mode) =>
  machineOf(mode, ...deviations.filter((deviation) => isOfMode(deviation, mode)));

const machines = [
  ...modes.map((mode) => ({ name: mode, machine: machineOf(mode), walks: 10_000 })),
  ...modes.map((mode) => ({ name: `deviating ${mode}`, machine: deviating(mode), walks: 1_000 })),
  { name: 'pool', machine: machineOf({ mode: 'journal', poolMode: 'pool' }), walks: 1_000 },
];

/** A walk is long enough to come to mirrored images at both sites, and what befalls them. */
const walk = fc.array(fc.nat(), { minLength: 1, maxLength: 30, size: 'max' });

describe.each(machines)('the kernel compiled from the $name machine', ({ machine, walks }) => {
  const kernel = pairKernel(machine);
  const xstate = interpreted(machine);
  const { events } = kernel;
  const { view } = viewer(kernel);

  /** Takes an event in both; returns where they come to, and throws where they differ. */
  function both(at: { here: KernelState; there: typeof xstate.initial }, number: number) {
    const event = events[number] ?? '';
    const deed = kernel.deed(at.here, number);
    const there = xstate.step(at.there, event);
    const here = deed === noDeed ? at.here : kernel.follow(at.here, deed);
    const { context, ...configuration } = view(here);
    // What is no command leaves in XState's context what was said last.
    const speaks = deed !== noDeed && isCommand(event);
    const outcome = speaks ? kernel.said(deed) : at.there.context.outcome;
    const state = { value: configuration, context: { ...context, outcome } };
    const expected = { value: there.value, context: there.context };
    if (!isDeepStrictEqual(state, expected)) expect(state, event).toEqual(expected);
    return { here, there };
  }

  const start = { here: kernel.initial, there: xstate.initial };

  it(`takes the same steps as XState, on ${walks} random walks`, { timeout: 200_000 }, () => {
    const property = fc.property(walk, (choices) => {
      let at = start;
      for (const choice of choices) {
        const changing = [...events.keys()].filter(
          (number) => (kernel.step(at.here, number) ?? at.here) !== at.here,
        );
        at = both(at, changing[choice % changing.length] ?? 0);
      }
    });
    fc.assert(property, { numRuns: walks });
  });

  it('takes no step where XState takes none', () => {
    const walk = fc.array(fc.nat({ max: events.length - 1 }), { maxLength: 30, size: 'max' });
    const property = fc.property(walk, (numbers) => {
      numbers.reduce(both, start);
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('takes the same steps everywhere within two events', { timeout: 120_000 }, () => {
    let front = [start];
    const met = new Set([start.here]);
    for (let depth = 0; depth < 2; depth += 1) {
      const next: (typeof start)[] = [];
      for (const at of front) {
        for (const number of events.keys()) {
          const to = both(at, number);
          if (!met.has(to.here)) next.push(to);
          met.add(to.here);
        }
      }
      front = next;
    }
    expect(met.size).toBeGreaterThan(100);
  });
});
