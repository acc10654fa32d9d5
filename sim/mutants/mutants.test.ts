import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PairContext } from '../../model/context.ts';
import { isCommand, isInternal } from '../../model/events.ts';
import { modes } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import { type KernelState, noDeed } from '../kernel/kernel.ts';
import { rulesOf } from '../kernel/rules.ts';
import { pairKernel } from '../pair-kernel.ts';
import { Differences } from './differences.ts';
import { mutated, mutationsOf, slipKinds } from './mutation.ts';

describe.each(modes)('the mutations of the machine in %s mode', (mode) => {
  const machine = machineOf(mode);
  const rules = rulesOf<PairContext>(machine);
  const all = mutationsOf(rules, ([first]) => first !== 'a');
  const kernel = pairKernel(machine);

  it('are of every kind, each by a name of its own', () => {
    expect(new Set(all.map(({ slip }) => slip.kind))).toEqual(new Set(slipKinds));
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(2000);
  });

  /** Where some numbers lead, each of which picks one of the events that are possible. */
  function walk(numbers: readonly number[]): KernelState {
    return numbers.reduce<KernelState>((state, number) => {
      const possible = [...kernel.events.keys()].filter((event) => {
        const name = kernel.events[event] ?? '';
        return (isInternal(name) || isCommand(name)) && kernel.deed(state, event) !== noDeed;
      });
      const event = possible[number % possible.length];
      return event === undefined ? state : (kernel.step(state, event) ?? state);
    }, kernel.initial);
  }

  const someWalk = fc.array(fc.nat(), { maxLength: 12 });
  const oneMutation = fc.constantFrom(...all);

  it('change what one event does, and nothing else', () => {
    fc.assert(
      fc.property(oneMutation, someWalk, (mutation, numbers) => {
        const state = walk(numbers);
        const other = pairKernel(machine, { change: (own) => mutated(own, mutation) });
        const same = other.stateOf(kernel.leaves(state), kernel.context(state));
        for (const [event, name] of kernel.events.entries()) {
          if (name === mutation.event) continue;
          const [one, two] = [kernel.deed(state, event), other.deed(same, event)];
          expect(two === noDeed).toBe(one === noDeed);
          if (one === noDeed) continue;
          expect(other.said(two)).toBe(kernel.said(one));
          const [to, there] = [kernel.follow(state, one), other.follow(same, two)];
          expect(other.leaves(there)).toEqual(kernel.leaves(to));
          expect(other.context(there)).toEqual(kernel.context(to));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('differ in a state where, and only where, the mutated machine does something else there', () => {
    fc.assert(
      fc.property(oneMutation, someWalk, (mutation, numbers) => {
        const state = walk(numbers);
        const number = kernel.number(mutation.event) ?? 0;
        const found = new Differences(kernel, rules, [mutation], 1).in(state).length > 0;
        const other = pairKernel(machine, { change: (own) => mutated(own, mutation) });
        const same = other.stateOf(kernel.leaves(state), kernel.context(state));
        const [one, two] = [kernel.deed(state, number), other.deed(same, number)];
        const isOpen = one === noDeed && isCommand(mutation.event);
        const ends = [kernel.step(state, number) ?? state, other.step(same, number) ?? same];
        const [to, there] = [ends[0] ?? state, ends[1] ?? same];
        const said = [
          one === noDeed ? 'ok' : kernel.said(one),
          two === noDeed ? 'ok' : other.said(two),
        ];
        const differs =
          said[0] !== said[1] ||
          kernel.leaves(to).join() !== other.leaves(there).join() ||
          JSON.stringify(kernel.context(to)) !== JSON.stringify(other.context(there));
        if (found) expect(differs && !isOpen).toBe(true);
        if (!differs) expect(found).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
