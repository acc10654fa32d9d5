import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { transition } from 'xstate';
import { type PairEvent, pairEvents } from '../../model/events.ts';
import type { Mode } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import { interpreted } from '../../sim/kernel/interpreted.ts';
import { type KernelState, noDeed } from '../../sim/kernel/kernel.ts';
import { type PairKernel, pairKernel } from '../../sim/pair-kernel.ts';
import { check } from '../campaign/campaign.ts';
import { formatSeed } from '../campaign/seed.ts';
import { Counter } from '../simulate/count.ts';
import { walkersOf } from '../simulate/walkers.ts';
import { walkText } from '../simulate/walks.ts';
import { simTarget } from '../targets/sim.ts';
import { type Measured, measured } from './measure.ts';

/** So many events from the empty pair make one walk. */
const walkLength = 30;

/** What a step of the pair's model costs: by XState, and by what is compiled from the same machine. */
export async function steps(mode: Mode, say: (what: string) => void): Promise<Measured[]> {
  const machine = machineOf(mode);
  const walks = randomWalks(pairKernel(machine), 40);
  const xstate = interpreted(machine);
  say(`${mode}: XState`);
  const pure = measured("XState's transition()", 'steps', () => {
    for (const walk of walks.slice(0, 20)) {
      walk.reduce((at, type) => transition(machine, at, { type })[0], xstate.initial);
    }
    return 20 * walkLength;
  });
  const reused = measured('XState, machine.transition() with one scope', 'steps', () => {
    for (const walk of walks) walk.reduce(xstate.step, xstate.initial);
    return walks.length * walkLength;
  });
  say(`${mode}: fast-check`);
  const modelRun = measured("fast-check's modelRun over the kernel", 'steps', () => runModel(mode));
  say(`${mode}: the kernel`);
  const kernel = measured('random simulation on a new kernel', 'steps', () => {
    const count = 20_000;
    randomWalks(pairKernel(machine), count);
    return count * walkLength;
  });
  say(`${mode}: walks`);
  const whole = walked(mode);
  say(`${mode}: scenarios`);
  return [pure, reused, modelRun, kernel, ...whole, ...(await scenarios(mode))];
}

/** Walks with scheduler, judgement and count, as `simulate` takes them: lots of 10,000, the best of three. */
function walked(mode: Mode): Measured[] {
  const walkers = walkersOf([]);
  const lot = 10_000;
  let first = 0;
  let each = 0;
  const steps = measured('walks, each with a verdict (simulate)', 'steps', () => {
    const counter = new Counter(mode);
    for (let index = first; index < first + lot; index += 1) {
      const seed = formatSeed({ mode, text: walkText('bench', index) });
      counter.add(walkers(mode).walk(seed));
    }
    first += lot;
    each = counter.count().steps / lot;
    return counter.count().steps;
  });
  return [steps, { what: 'the same', unit: 'walks', rate: steps.rate / each }];
}

/** Walks at random, each from the empty pair: of all events one that is possible, again and again. */
function randomWalks(kernel: PairKernel, count: number): PairEvent[][] {
  const random = seedrandom.alea('bench');
  const events = pairEvents.flatMap((name) => {
    const number = kernel.number(name);
    return number === undefined ? [] : [{ name, number }];
  });
  const walk = () => {
    const taken: PairEvent[] = [];
    let here: KernelState = kernel.initial;
    while (taken.length < walkLength) {
      const event = events[Math.floor(random() * events.length)];
      const deed = event === undefined ? noDeed : kernel.deed(here, event.number);
      if (event === undefined || deed === noDeed) continue;
      here = kernel.follow(here, deed);
      taken.push(event.name);
    }
    return taken;
  };
  return Array.from({ length: count }, walk);
}

/** The same steps as commands of fast-check, which draws and runs them. */
function runModel(mode: Mode): number {
  const kernel = pairKernel(machineOf(mode));
  let count = 0;
  class Take implements fc.Command<{ here: KernelState }, object> {
    readonly #event: number;
    constructor(event: number) {
      this.#event = event;
    }
    check = ({ here }: { here: KernelState }) => kernel.deed(here, this.#event) !== noDeed;
    run(model: { here: KernelState }) {
      model.here = kernel.step(model.here, this.#event) ?? model.here;
      count += 1;
    }
  }
  const all = [...kernel.events.keys()].map((event) => fc.constant(new Take(event)));
  const options = { maxCommands: walkLength, size: 'max' } as const;
  const property = fc.property(fc.commands(all, options), (commands) => {
    fc.modelRun(() => ({ model: { here: kernel.initial }, real: {} }), commands);
  });
  fc.assert(property, { numRuns: 500, seed: 1 });
  return count;
}

/** Generated scenarios through everything: scheduler, oracle, records and verdicts. */
async function scenarios(mode: Mode): Promise<Measured[]> {
  const runs = 400;
  const began = performance.now();
  let taken = 0;
  for await (const record of check({ ...plan(mode, runs), target: simTarget() })) {
    for (const { daemons } of record.steps) taken += 1 + daemons.length;
  }
  const seconds = (performance.now() - began) / 1000;
  return [
    { what: 'scenarios with scheduler, oracle, record', unit: 'steps', rate: taken / seconds },
    { what: 'the same', unit: 'scenarios', rate: runs / seconds },
  ];
}

const plan = (mode: Mode, runs: number) => ({ modes: [mode], seed: 'bench', from: 0, runs });
