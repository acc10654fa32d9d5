import { describe, expect, it } from 'vitest';
import { deviations } from '../../model/deviations.ts';
import { isInternal, nameOf, pairEvents } from '../../model/events.ts';
import { canonical } from '../../model/lineage.ts';
import type { PromiseCode } from '../../model/promises.ts';
import { promiseCodes } from '../../model/promises.ts';
import { type Mode, modes } from '../../model/site.ts';
import { machineOf, statusOf, type Variant } from '../../model/variant.ts';
import { interpreted } from '../kernel/interpreted.ts';
import type { Bound } from './bound.ts';
import { Explorer } from './explorer.ts';

const core = ['create', 'enable', 'write', 'promote', 'promote-force', 'demote', 'resync'];
const more = [...core, 'snapshot', 'disable', 'remove', 'snap-create'];
const faults = ['stop-daemon', 'start-daemon'];

type Given = { readonly names?: readonly string[]; readonly variants?: readonly Variant[] };

function explored(mode: Mode, bound: Bound, { names = more, variants = [] }: Given = {}) {
  const explorer = new Explorer({
    machine: machineOf(mode, ...variants),
    mode,
    status: statusOf(...variants),
    bound,
    follows: (event) => names.includes(nameOf(event)),
    depth: 60,
    states: 400_000,
  });
  return explorer;
}

function toTheEnd(explorer: Explorer): Explorer {
  while (explorer.end === undefined) explorer.explore(10_000);
  return explorer;
}

describe.each(modes)('the explorer, in %s mode', (mode) => {
  it('finds that the specified pair keeps every promise, each at stake somewhere', () => {
    const bound = { events: 4, writes: 1, faults: 1 };
    const all = toTheEnd(explored(mode, bound, { names: [...more, ...faults] }));
    expect(all.end).toBe('complete');
    expect(all.breaches).toEqual([]);
    const never = promiseCodes.filter((code) => !all.asked.has(code));
    expect(never, 'is for what is seen of a driver or of a retry').toEqual(['retry-is-safe']);
  });

  it('meets exactly the states that XState comes to', { timeout: 60_000 }, () => {
    const bound = { events: 2, writes: 1, faults: 0 };
    const { reached } = toTheEnd(explored(mode, bound, { names: core }));
    const machine = machineOf(mode);
    const xstate = interpreted(machine);
    const events = pairEvents.filter((event) => isInternal(event) || core.includes(nameOf(event)));
    const keyOf = (snapshot: typeof xstate.initial) =>
      JSON.stringify([snapshot.value, { ...canonical(snapshot.context), outcome: 'ok' }]);
    const met = new Map([[keyOf(xstate.initial), xstate.initial]]);
    for (const snapshot of met.values()) {
      for (const event of events) {
        const to = xstate.step(snapshot, event);
        const { next, writes } = canonical(to.context);
        if (next <= bound.events && [0, 1, 2].includes(writes)) met.set(keyOf(to), to);
      }
    }
    expect(reached.states).toBe(met.size);
  });

  it('goes on from where it stood, and ends where it was told to', () => {
    const bound = { events: 3, writes: 1, faults: 0 };
    const [whole, bits] = [explored(mode, bound), explored(mode, bound)];
    toTheEnd(whole);
    while (bits.end === undefined) bits.explore(7);
    expect(bits.reached).toEqual(whole.reached);
  });
});

const shortest: readonly { name: string; mode: Mode; code: PromiseCode; events: number }[] = [
  {
    name: 'half-copied-image-is-promoted',
    mode: 'journal',
    code: 'no-promotion-of-a-broken-copy',
    events: 5,
  },
  { name: 'removal-is-overlooked', mode: 'journal', code: 'nothing-left-behind', events: 7 },
  { name: 'disable-is-overlooked', mode: 'journal', code: 'nothing-left-behind', events: 8 },
  { name: 'late-daemon-sees-split-brain', mode: 'journal', code: 'converges', events: 10 },
  {
    name: 'resync-discards-while-replaying',
    mode: 'journal',
    code: 'nothing-discarded-silently',
    events: 9,
  },
  {
    name: 'resync-outlives-a-promotion',
    mode: 'journal',
    code: 'nothing-discarded-silently',
    events: 6,
  },
  {
    name: 'forced-promotion-rolls-back-too-far',
    mode: 'snapshot',
    code: 'forced-failover-is-a-point-in-time',
    events: 9,
  },
  {
    name: 'forced-promotion-takes-half-a-demotion',
    mode: 'snapshot',
    code: 'forced-failover-is-a-point-in-time',
    events: 10,
  },
  {
    name: 'half-copied-demotion-is-promoted',
    mode: 'snapshot',
    code: 'no-promotion-of-a-broken-copy',
    events: 9,
  },
  { name: 'interrupted-demotion-is-not-taken', mode: 'snapshot', code: 'converges', events: 9 },
  { name: 'half-copied-demotion-stays', mode: 'snapshot', code: 'nothing-left-behind', events: 10 },
];

describe('the explorer, with what releases really do', () => {
  it.each(shortest)('finds $name by $events events', { timeout: 60_000 }, (given) => {
    const { name, mode, code, events } = given;
    const variants = deviations.filter((deviation) => deviation.name === name);
    const bound = { events: 5, writes: 1, faults: 1 };
    const explorer = explored(mode, bound, { names: [...more, ...faults], variants });
    while (explorer.end === undefined && explorer.breaches.length === 0) explorer.explore(1_000);
    const [first] = explorer.breaches;
    expect(first?.code).toBe(code);
    expect(first?.path.length, first?.path.join(' ')).toBe(events);
  });
});
