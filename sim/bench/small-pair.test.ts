import { expect, it } from 'vitest';
import { BreadthFirst } from '../explorer/breadth-first.ts';
import { compile } from '../kernel/compile.ts';
import { isBroken, smallDeclared, smallPair } from './small-pair.ts';

it('has as many states and transitions as its Promela and its Murphi, and no invariant breaks', () => {
  const kernel = compile(smallPair, smallDeclared);
  const broken = new Set<string>();
  const search = new BreadthFirst(
    kernel,
    kernel.events.map(() => true),
  );
  while (!search.complete) {
    search.expand((_from, event) => {
      const name = kernel.events[event] ?? '';
      if (isBroken(name)) broken.add(name);
    });
  }
  expect([...broken]).toEqual([]);
  // As Spin 6.5.2 and Rumur 2022.08.20 count them (small-pair.pml, small-pair.m).
  expect(search.reached).toMatchObject({ states: 1_648_928, transitions: 11_885_720, depth: 34 });
});
