import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, initialTransition, setup, transition } from 'xstate';
import { emptyPair, type PairContext } from '../../model/context.ts';
import { pairEvents } from '../../model/events.ts';
import { pairMachine } from '../../model/pair.ts';
import { modes } from '../../model/site.ts';
import { viewer } from '../view.ts';
import { compile } from './compile.ts';
import type { Scene } from './guard.ts';

const machines = [
  ...modes.map((mode) => ({ name: mode, machine: pairMachine(mode) })),
  { name: 'pool', machine: pairMachine('journal', 'pool') },
];

describe.each(machines)('the kernel compiled from the $name machine', ({ machine }) => {
  const kernel = compile<PairContext>(machine);
  const [start] = initialTransition(machine);
  const initialLeaves = kernel.regions.map((region) => region.initial);
  const show = viewer(kernel.regions);
  const configuration = (scene: Scene<PairContext>) => {
    const { context: _, ...regions } = show(scene);
    return regions;
  };

  it('takes the same steps as XState, everywhere a random walk leads', () => {
    const walk = fc.array(fc.nat(), { minLength: 1, maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(walk, (choices) => {
        let expected = start;
        let scene: Scene<PairContext> = { leaves: initialLeaves, context: emptyPair };
        for (const choice of choices) {
          const possible = pairEvents.filter((event) => kernel.step(scene, event) !== undefined);
          const type = possible[choice % possible.length] ?? 'cut';
          [expected] = transition(machine, expected, { type });
          scene = kernel.step(scene, type) ?? scene;
          expect(configuration(scene)).toEqual(expected.value);
          expect(scene.context).toEqual(expected.context);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('takes no step where XState takes none', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pairEvents), { maxLength: 30 }), (events) => {
        let expected = start;
        let scene: Scene<PairContext> = { leaves: initialLeaves, context: emptyPair };
        for (const type of events) {
          [expected] = transition(machine, expected, { type });
          scene = kernel.step(scene, type) ?? scene;
          expect(configuration(scene)).toEqual(expected.value);
          expect(scene.context).toEqual(expected.context);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the compiler', () => {
  const { createMachine } = setup({ actions: { count: assign({}), log: () => undefined } });
  const leaf = {};

  it.each([
    ['entry actions', createMachine({ initial: 'x', states: { x: { entry: 'log' } } })],
    [
      'eventless transitions',
      createMachine({ initial: 'x', states: { x: { always: 'y' }, y: leaf } }),
    ],
    [
      'delayed transitions',
      createMachine({ initial: 'x', states: { x: { after: { 5: 'y' } }, y: leaf } }),
    ],
    [
      'transitions of the root',
      createMachine({ initial: 'x', states: { x: leaf }, on: { go: '.x' } }),
    ],
    [
      'action log',
      createMachine({ initial: 'x', states: { x: { on: { go: { actions: 'log' } } } } }),
    ],
    [
      'a compound state',
      createMachine({ initial: 'x', states: { x: { initial: 'z', states: { z: leaf } } } }),
    ],
  ])('refuses %s by name', (what, machine) => {
    expect(() => compile(machine)).toThrow(what);
  });
});
