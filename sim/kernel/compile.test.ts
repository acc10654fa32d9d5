import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { and, assign, setup, stateIn } from 'xstate';
import { all, any, type Guard, no } from '../../model/regions/guards.ts';
import { compile } from './compile.ts';
import { interpreted } from './interpreted.ts';

/** What small machines are made of: regions of leaves, guards and actions over a few small fields. */
type Context = { readonly said: number; readonly x: number; readonly y: number };
const declared = {
  initial: { said: 0, x: 0, y: 0 } satisfies Context,
  domains: { x: [0, 1, 2], y: 'integer' },
  output: 'said',
} as const;
const fields = ['x', 'y'] as const;
type Field = (typeof fields)[number];

const small = setup({
  types: { context: {} as Context, events: {} as { readonly type: string } },
  guards: {
    is: ({ context }, { field, value }: { field: Field; value: number }) =>
      context[field] === value,
    odd: ({ context }, _: { of: Field }) => (context.x + context.y) % 2 === 1,
    never: () => false,
  },
  actions: {
    add: assign(({ context }, { field, by }: { field: Field; by: number }) => ({
      [field]: (context[field] + by) % 3,
    })),
    swap: assign(({ context }, _: { with: Field }) => ({ x: context.y, y: context.x })),
    say: assign((_, { said }: { said: number }) => ({ said })),
  },
});

const field = fc.constantFrom(...fields);
const digit = fc.nat({ max: 2 });
const leaf = fc.constantFrom('one', 'two', 'three');
const region = fc.constantFrom('r', 's', 't');

const guards = fc.letrec<{ guard: Guard }>((tie) => ({
  guard: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(region, leaf).map(([region, leaf]): Guard => stateIn({ [region]: leaf })),
    fc
      .tuple(field, digit)
      .map(([field, value]): Guard => and([{ type: 'is', params: { field, value } }])),
    field.map((of): Guard => and([{ type: 'odd', params: { of } }])),
    fc.constant<Guard>(and(['never'])),
    fc.tuple(tie('guard'), tie('guard')).map((parts) => all(...parts)),
    fc.tuple(tie('guard'), tie('guard')).map((parts) => any(...parts)),
    tie('guard').map(no),
  ),
}));

const action = fc.oneof(
  fc.record({ field, by: digit }).map((params) => ({ type: 'add' as const, params })),
  field.map((other) => ({ type: 'swap' as const, params: { with: other } })),
);

/** At its end a transition may say something: whatever that is, it is part of no state. */
const actions = fc
  .tuple(fc.array(action, { maxLength: 3 }), fc.option(digit))
  .map(([before, said]) => [
    ...before,
    ...(said === null ? [] : [{ type: 'say' as const, params: { said } }]),
  ]);

const candidate = fc.record(
  { guard: guards.guard, target: leaf, actions },
  { requiredKeys: ['actions'] },
);
const on = fc.dictionary(fc.constantFrom('e', 'f', 'g'), fc.array(candidate, { maxLength: 3 }));
const leafNode = on.map((on) => ({ on }));
const regionNode = fc
  .record({ one: leafNode, two: leafNode, three: leafNode })
  .map((states) => ({ initial: 'one', states }));
const machine = fc
  .record({ r: regionNode, s: regionNode, t: regionNode })
  .map((states) => small.createMachine({ type: 'parallel', context: declared.initial, states }));

describe('a kernel', () => {
  it('takes the steps that XState takes, of any machine made of what it compiles', () => {
    const walk = fc.array(fc.constantFrom('e', 'f', 'g'), { maxLength: 20, size: 'max' });
    const property = fc.property(machine, walk, (machine, walk) => {
      const kernel = compile(machine, declared);
      const xstate = interpreted(machine);
      let [here, there] = [kernel.initial, xstate.initial];
      for (const event of walk) {
        there = xstate.step(there, event);
        const number = kernel.number(event);
        here = (number === undefined ? undefined : kernel.step(here, number)) ?? here;
        const leaves = [...kernel.leaves(here)];
        const value = kernel.regions.map(({ path, leaves: of }, index) => [
          path[0],
          of[leaves[index] ?? -1]?.key,
        ]);
        expect(Object.fromEntries(value)).toEqual(there.value);
        expect({ ...kernel.context(here), said: there.context.said }).toEqual(there.context);
      }
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('refuses a value that is outside its domain, by the name of its field', () => {
    const over = small.createMachine({
      type: 'parallel',
      context: declared.initial,
      states: {
        r: {
          initial: 'one',
          states: {
            one: { on: { e: { actions: { type: 'add', params: { field: 'x', by: -1 } } } } },
          },
        },
      },
    });
    const kernel = compile(over, declared);
    expect(() => kernel.step(kernel.initial, kernel.number('e') ?? 0)).toThrow('x is -1');
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
    expect(() => compile(machine, { initial: { said: 0 }, domains: {}, output: 'said' })).toThrow(
      what,
    );
  });
});
