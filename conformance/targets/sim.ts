import type { Mode, Site } from '../../model/site.ts';
import { machineOf, statusOf, type Variant } from '../../model/variant.ts';
import { roleAt } from '../../model/views.ts';
import { requestOf } from '../../scenarios/events.ts';
import type { Step } from '../../scenarios/step.ts';
import { explicitScheduler, seededScheduler } from '../../sim/scheduler.ts';
import { SimulatedPair } from '../../sim/simulated-pair.ts';
import { Space } from '../../sim/space.ts';
import { simplest } from '../shrink/simplest.ts';
import { causeOf, walk } from '../shrink/walk.ts';
import type { Content, Opening, Pair, Target, WhiteBox } from '../target.ts';

/** States to remember before starting over, so that a long campaign stays within its memory. */
const statesMax = 100_000;

/** Situations to look at before a search for the simplest failure gives up. */
const nodesMax = 300_000;

/**
 * The simulated pair as a target. It behaves as specified, or as `variant` says. Virtual time: a
 * run costs microseconds, and is the same to the byte for the same seed.
 */
export function simTarget(variant?: Variant): Target {
  const variants = variant === undefined ? [] : [variant];
  const spaces = new Map<Mode, Space>();
  const spaceOf = (mode: Mode): Space => {
    const known = spaces.get(mode);
    if (known !== undefined && known.size < statesMax) return known;
    const space = new Space(machineOf(mode, ...variants));
    spaces.set(mode, space);
    return space;
  };
  const status = statusOf(variant);
  const known = new Map<string, readonly Step[] | undefined>();
  const whiteBox: WhiteBox = {
    cause: (mode, steps) => {
      const space = spaceOf(mode);
      return causeOf(space, new Space(machineOf(mode)), walk(space, steps));
    },
    simplest: (mode, cause, length) => {
      const key = `${mode} ${cause}`;
      if (known.has(key)) return known.get(key);
      const space = new Space(machineOf(mode, ...variants));
      const search = { space, status, specified: new Space(machineOf(mode)), cause, length };
      const found = simplest({ ...search, nodesMax });
      known.set(key, found);
      return found;
    },
  };
  return {
    name: variant === undefined ? 'sim' : `sim with ${variant.name}`,
    deviations: [],
    whiteBox,
    patience: { limit: 60_000, poll: 1000, transient: 0 },
    unsupported: () => undefined,
    open: async (run) => openPair(run, spaceOf(run.mode), variant),
    close: async () => undefined,
  };
}

function openPair({ seed, schedule }: Opening, space: Space, variant?: Variant): Pair {
  const scheduler = schedule === 'free' ? seededScheduler(seed) : explicitScheduler;
  const pair = new SimulatedPair(space, scheduler);
  const status = statusOf(variant);
  return {
    perform: async (step, writes) => perform(pair, step, writes),
    take: (step) => pair.take(step),
    daemonSteps: () => pair.drain(),
    idle: () => pair.idle,
    role: async (site) => roleAt(pair.state, site),
    status: async (site) => status(pair.state, site) ?? 'none',
    content: async (site) => read(pair, site),
    now: () => pair.now,
    pause: async (milliseconds) => pair.elapse(milliseconds),
    close: async () => undefined,
  };
}

function perform(pair: SimulatedPair, step: Step, writes: readonly number[]): string {
  const request = requestOf(step);
  if (request.kind === 'fault') {
    pair.fault(request.fault);
    return 'ok';
  }
  if (request.kind !== 'commands') throw new TypeError(`${step.do} is not for a target`);
  const answers = request.commands.map((command, index) => pair.command(command, writes[index]));
  return answers.find((answer) => answer !== 'ok') ?? 'ok';
}

function read(pair: SimulatedPair, site: Site): Content {
  const role = roleAt(pair.state, site);
  if (role === 'unreachable') return role;
  return role === 'absent' || role === 'creating' ? 'absent' : pair.read(site);
}
