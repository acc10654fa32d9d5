import { describe, expect, it } from 'vitest';
import type { PairContext } from '../../model/context.ts';
import { commands, nameOf } from '../../model/events.ts';
import { modes } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import { rulesOf } from '../kernel/rules.ts';
import { Space } from '../space.ts';
import { Beliefs } from './beliefs.ts';
import { type Inputs, inclusionOf } from './inclusion.ts';
import { mutated, mutationsOf } from './mutation.ts';

const given = ['create', 'enable', 'promote-force', 'demote'];
const inputs: Inputs = {
  commands: commands.filter((command) => given.includes(nameOf(command))),
  interruptible: (command) => nameOf(command) === 'demote',
  faults: ['cut', 'heal'],
  ...{ events: 3, most: 20_000 },
};

describe.each(modes)('all that a pair shows in %s mode', (mode) => {
  const machine = machineOf(mode);
  const beliefs = new Beliefs(new Space(machine));

  it('may come of what is specified, if it is that', () => {
    const { kind } = inclusionOf(new Space(machine), beliefs, inputs);
    expect(kind).toBe('included');
    expect(inclusionOf(new Space(machine), beliefs, { ...inputs, most: 50 }).kind).toBe('open');
  });

  it('may not, where a command answers otherwise, a step is lost, or one comes that cannot', () => {
    const mutations = mutationsOf(rulesOf<PairContext>(machine), ([first]) => first === 'b');
    const wrong = mutations.filter(({ name }) =>
      /b.replayer stopped: split-brain.b 1: |b.image absent: enable.b 3: answer/.test(name),
    );
    expect(wrong.length).toBeGreaterThan(4);
    for (const mutation of wrong) {
      const space = new Space(machine, { change: (rules) => mutated(rules, mutation) });
      expect(inclusionOf(space, beliefs, inputs).kind, mutation.name).toBe('seen');
    }
  });
});
