import { eventsOf } from '../../model/history.ts';
import type { Reach } from '../../model/interruption.ts';
import { shapeOf } from '../../model/shape.ts';
import { type Mirroring, nameOfMirroring, type Site, sites } from '../../model/site.ts';
import { machineOf, statusOf, type Variant } from '../../model/variant.ts';
import { parentRoleAt, type Role, roleAt, type StatusView } from '../../model/views.ts';
import { interruptOf, requestOf } from '../../scenarios/events.ts';
import type { Step } from '../../scenarios/step.ts';
import { Fork } from '../../sim/fork.ts';
import { type Scheduler, seededScheduler } from '../../sim/scheduler.ts';
import { SimulatedPair } from '../../sim/simulated-pair.ts';
import { Space } from '../../sim/space.ts';
import { scheduleSeed } from '../campaign/continuation.ts';
import { compareCost } from '../shrink/cost.ts';
import { type Search, simplest } from '../shrink/simplest.ts';
import { causeOf, walk } from '../shrink/walk.ts';
import { walkersOf } from '../simulate/walkers.ts';
import {
  type Answer,
  type Content,
  type Opening,
  type Pair,
  type SeenShape,
  type Target,
  TargetFailure,
  type WhiteBox,
} from '../target.ts';

/** States to remember before starting over, so that a long campaign stays within its memory. */
const statesMax = 100_000;

/** Situations to look at before a search for the simplest failure gives up. */
const situationsMax = 300_000;

/** The same, for what comes first where something else may yet be found. */
const firstMax = 60_000;

/** Steps that a simplest failure has at most. */
const lengthMax = 12;

/** What a simplest failure may have: commands that are interrupted so far, and clones. */
type Has = Pick<Search, 'reaches' | 'cloned'>;

/**
 * The simulated pair as a target. It behaves as specified, or as `variant` says. Virtual time: a
 * run costs microseconds, and is the same to the byte for the same seed. `heldTo` is the behaviour
 * that its failures are failures against, if that is not the specified one.
 */
export function simTarget(variant?: Variant, heldTo?: Variant): Target {
  const variants = variant === undefined ? [] : [variant];
  const specifiedIn = (mirroring: Mirroring) =>
    new Space(machineOf(mirroring, ...(heldTo ? [heldTo] : [])));
  const spaces = new Map<string, Space>();
  const spaceOf = (mirroring: Mirroring): Space => {
    const name = nameOfMirroring(mirroring);
    const known = spaces.get(name);
    if (known !== undefined && known.size < statesMax) return known;
    const space = new Space(machineOf(mirroring, ...variants));
    spaces.set(name, space);
    return space;
  };
  const status = statusOf(...variants);
  const known = new Map<string, readonly Step[] | undefined>();
  const search = (mirroring: Mirroring, cause: string, has: Has, nodesMax: number) => {
    const key = JSON.stringify([nameOfMirroring(mirroring), cause, has]);
    if (known.has(key)) return known.get(key);
    const space = new Space(machineOf(mirroring, ...variants));
    const asked = { space, status, specified: specifiedIn(mirroring), cause };
    const found = simplest({ ...asked, ...has, lengthMax, nodesMax });
    known.set(key, found);
    return found;
  };
  const whiteBox: WhiteBox = {
    walkers: walkersOf(variants, heldTo === undefined ? [] : [heldTo]),
    cause: (mirroring, steps) => {
      const space = spaceOf(mirroring);
      return causeOf(space, specifiedIn(mirroring), walk(space, steps));
    },
    // What fails for a clone, or where a client is killed, may fail for any image, and where none is: a
    // run without is the simpler, so that it is looked for first, whatever the run had that is given.
    simplest: (mirroring, cause, given) => {
      const reaches = [...new Set(given.flatMap((step) => interruptOf(step) ?? []))].sort();
      const cloned = given.some((step) => step.do === 'clone');
      const look = (has: Has, most = situationsMax) => search(mirroring, cause, has, most);
      const isWhole = reaches.length === 0;
      return (
        look({ reaches: [], cloned: false }, isWhole ? situationsMax : firstMax) ??
        simplestOf(reaches.map((reach) => look({ reaches: [reach], cloned: false }, firstMax))) ??
        (reaches.length > 1 ? look({ reaches, cloned: false }) : undefined) ??
        (cloned ? look({ reaches, cloned }) : undefined)
      );
    },
  };
  const name =
    variants.length === 0 ? 'sim' : `sim with ${variants.map(({ name }) => name).join(' + ')}`;
  return { ...blackBox(name, spaceOf, status), whiteBox };
}

/** The simplest of some runs; undefined where there are none. */
const simplestOf = (runs: readonly (readonly Step[] | undefined)[]): readonly Step[] | undefined =>
  runs.flatMap((run) => (run === undefined ? [] : [run])).sort(compareCost)[0];

/**
 * A simulated pair as a target that is not looked into: it goes by what makes its steps, and by what schedules
 * them, if that is another than usual.
 */
export const blackBox = (
  name: string,
  spaceOf: (mirroring: Mirroring) => Space,
  status: StatusView,
  schedulerOf: (run: Opening) => Scheduler = usualScheduler,
): Target => ({
  name,
  deviations: [],
  symptoms: [],
  lanes: 1,
  patience: { limit: 60_000, schedule: 0, poll: 1000, transient: 0, doubt: 0 },
  unsupported: () => undefined,
  open: async (run) => openPair(schedulerOf(run), spaceOf(run), status),
  close: async () => undefined,
});

const usualScheduler = ({ seed, schedule }: Opening): Scheduler =>
  schedule === 'free' ? seededScheduler(scheduleSeed(seed)) : new Fork(seed);

function openPair(scheduler: Scheduler, space: Space, status: StatusView): Pair {
  const pair = new SimulatedPair(space, scheduler);
  const roleOf = (site: Site) => roleAt(pair.state, site);
  const told = (site: Site) => status(pair.state, site) ?? 'none';
  let reached: Reach | undefined;
  return {
    perform: async (step, number) => {
      const { answer, reach } = perform(pair, step, number);
      reached = reach;
      return answer;
    },
    demoteWriting: async (site, wanted, numbers) => pair.demoteWriting(site, wanted, numbers),
    reach: () => reached,
    take: (step) => pair.take(step),
    daemonSteps: () => pair.drain(),
    idle: () => pair.idle,
    free: () => scheduler.free?.(),
    role: async (site) => roleOf(site),
    status: async (site) => told(site),
    content: async (site) => read(pair, site),
    sight: async (site) => ({
      ...image(pair, site),
      role: roleOf(site),
      status: told(site),
      ...(sites.some((one) => pair.state[one].parent !== 'absent') && {
        parent: parentRoleAt(pair.state, site),
      }),
    }),
    now: () => pair.now,
    pause: async (milliseconds) => pair.elapse(milliseconds),
    close: async () => undefined,
  };
}

type Done = { readonly answer: Answer; readonly reach?: Reach };

function perform(pair: SimulatedPair, step: Step, number?: number): Done {
  const request = requestOf(step);
  if (request.kind === 'fault') {
    pair.fault(request.fault);
    return { answer: 'ok' };
  }
  if (request.kind !== 'commands') throw new TypeError(`${step.do} is not for a target`);
  const wanted = interruptOf(step);
  const [command] = request.commands;
  if (wanted !== undefined && command !== undefined) {
    const done = pair.interrupt(command, wanted, number);
    if (done !== undefined) return done;
    throw new TargetFailure(`${command} is not left "${wanted}" here: the step no longer applies`);
  }
  const answers = request.commands.map((one) => pair.command(one, number));
  return { answer: answers.find((answer) => answer !== 'ok') ?? 'ok' };
}

function read(pair: SimulatedPair, site: Site): Content {
  const role = roleAt(pair.state, site);
  if (role === 'unreachable') return role;
  return isThere(role) ? pair.read(site) : 'absent';
}

const isThere = (role: Role): boolean =>
  role === 'unmirrored' || role === 'primary' || role === 'nonprimary';

/** What reading the image at a site shows. */
function image(pair: SimulatedPair, site: Site) {
  const content = read(pair, site);
  return typeof content === 'string' ? { content } : { content, shape: shape(pair, site) };
}

function shape(pair: SimulatedPair, site: Site): SeenShape {
  const { edits, [site]: copy } = pair.state.context;
  const {
    size,
    name,
    snapshots,
    protected: kept,
    metadata,
    clone,
  } = shapeOf(edits, copy.history & ~copy.latent);
  return {
    size: pair.numberOf(size),
    name: pair.numberOf(name),
    snapshots: eventsOf(snapshots).map((event) => pair.numberOf(event)),
    protected: eventsOf(kept).map((event) => pair.numberOf(event)),
    metadata: eventsOf(metadata).map((event) => pair.numberOf(event)),
    clone,
  };
}
