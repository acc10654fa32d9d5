import { type Site, sites } from '../../model/site.ts';
import type { PairState } from '../../model/views.ts';
import type { Step } from '../step.ts';
import { isCalm } from './hand-moves.ts';
import { type Draw, pick } from './walk.ts';

/** A step of a plan, or any command that makes sense by then. */
export type Planned = Step | 'command';

type Fault = { readonly strike: Step; readonly end: Step };

/** How many faults a burst has at most, and at least. */
const size = { min: 2, max: 4 } as const;

/** Whether nothing ails a pair, so that a burst can strike it. */
export const healthy = (state: PairState): boolean =>
  isCalm(state) && sites.every((site) => state[site].daemon === 'running');

/**
 * Different faults, struck one by one and ended one by one in another order, with commands in between:
 * what is half-way through one fault meets the next, and half of the ends (FoundationDB's "swizzle
 * clogging").
 */
export function burst(draw: Draw): readonly Planned[] {
  const chosen = shuffled(families(draw), draw).slice(0, size.min + draw(size.max - size.min));
  const strikes = chosen.flatMap(({ strike }) => [strike, ...maybe(draw)]);
  const ends = shuffled(chosen, draw).flatMap(({ end }) => [end, ...maybe(draw)]);
  return [...strikes, 'command', ...ends];
}

const maybe = (draw: Draw): Planned[] => (draw(2) === 0 ? ['command'] : []);

/** One fault of each kind that can go with all the others. */
const families = (draw: Draw): readonly Fault[] => [
  { strike: either(draw, cuts), end: { do: 'heal' } },
  ...sites.flatMap((site) => [clusterFault(site, draw), daemonFault(site, draw)]),
];

const cuts: readonly Step[] = [
  { do: 'cut' },
  { do: 'cut-from', site: 'a' },
  { do: 'cut-from', site: 'b' },
];

const daemonFault = (site: Site, draw: Draw): Fault => ({
  strike: either<Step>(draw, [
    { do: 'stop-daemon', site },
    { do: 'kill-daemon', site },
  ]),
  end: { do: 'start-daemon', site },
});

/** A part of a cluster, or all of it: whoever fills a pool, or makes room in it, needs both parts. */
const clusterFault = (site: Site, draw: Draw): Fault =>
  either<Fault>(draw, [
    { strike: { do: 'stop-monitor', site }, end: { do: 'start-monitor', site } },
    { strike: { do: 'kill-monitor', site }, end: { do: 'start-monitor', site } },
    { strike: { do: 'stop-osd', site }, end: { do: 'start-osd', site } },
    { strike: { do: 'kill-osd', site }, end: { do: 'start-osd', site } },
    { strike: { do: 'fill', site }, end: { do: 'make-room', site } },
    { strike: { do: 'stop-site', site }, end: { do: 'start-site', site } },
    { strike: { do: 'kill-site', site }, end: { do: 'start-site', site } },
  ]);

function either<Item>(draw: Draw, items: readonly Item[]): Item {
  const item = pick(items, draw);
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}

function shuffled<Item>(items: readonly Item[], draw: Draw): Item[] {
  const left = [...items];
  const order: Item[] = [];
  while (left.length > 0) order.push(...left.splice(draw(left.length - 1), 1));
  return order;
}
