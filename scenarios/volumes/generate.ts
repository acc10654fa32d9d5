import fc from 'fast-check';
import type { Mode, Site } from '../../model/site.ts';
import { follow, type Situation } from './situation.ts';
import {
  amidStrikes,
  type Configuration,
  type VolumeNumber,
  type VolumeStep,
  type VolumeType,
  volumeNumbers,
} from './step.ts';

/** How many steps a scenario has before its end. */
const lengths = { min: 3, max: 14 } as const;

/** What scenarios have beside what all of them have. */
export interface VolumeScenarioOptions {
  /** Something can strike in the middle of a failover; true, if left out. */
  readonly amid?: boolean;
  /** The steps that they begin with, and go on from; if left out, volumes are made first. */
  readonly prefix?: readonly VolumeStep[];
}

type Weighed = { readonly weight: number; readonly step: VolumeStep };

/**
 * Volume scenarios, as a fast-check arbitrary: what a backend's users and operators do, whatever the
 * driver, with faults between. Nothing in it is made for a bug that is known. Each ends with the documented
 * repair, and a failover and a failback that have every reason to succeed.
 */
export const volumeScenarios = (
  mode: Mode,
  { amid = true, prefix = [] }: VolumeScenarioOptions = {},
): fc.Arbitrary<readonly VolumeStep[]> =>
  fc
    .tuple(
      fc.integer(lengths),
      fc.infiniteStream(fc.nat({ max: 999_999 })),
      fc.constantFrom(1, 1, 2, 2, 3),
    )
    .map(([length, draws, count]) => {
      const draw = (below: number) => (draws.next().value ?? 0) % below;
      const walk = new Walk({ mode, amid }, draw);
      if (prefix.length === 0) walk.begin(count);
      for (const step of prefix) walk.take(step);
      return walk.wander(length);
    });

/** A scenario in the making. */
class Walk {
  readonly #now: Situation;
  readonly #draw: (below: number) => number;
  readonly #steps: VolumeStep[] = [];

  constructor(of: Pick<Situation, 'mode' | 'amid'>, draw: (below: number) => number) {
    this.#draw = draw;
    this.#now = {
      ...of,
      volumes: new Map(),
      snapshots: new Map(),
      active: 'a',
      down: new Set(),
      idle: new Set(),
      cut: false,
    };
  }

  take(step: VolumeStep): void {
    this.#steps.push(step);
    follow(this.#now, step);
  }

  /** Makes so many volumes. */
  begin(count: number): void {
    const draw = this.#draw;
    if (draw(8) === 0) this.take({ do: 'restart', config: configIn(draw) });
    for (const volume of volumeNumbers.slice(0, count)) {
      this.take({ do: 'create', volume, type: typeIn(draw) });
      if (draw(3) > 0) this.take({ do: 'write', volume, blocks: 1 + draw(3) });
    }
    if (draw(4) > 0) this.take({ do: 'settle' });
  }

  /** Goes on by so many steps, and to the end; returns all of them. */
  wander(length: number): readonly VolumeStep[] {
    const [now, draw] = [this.#now, this.#draw];
    for (let taken = 0; taken < length; taken += 1) {
      const step = drawn(moves(now, draw), draw);
      if (now.amid && isSwitch(step) && draw(3) === 0) this.take(amidStep(draw));
      this.take(step);
    }
    for (const step of ending(now, draw)) this.take(step);
    return this.#steps;
  }
}

/** One of some steps, each as likely as its weight says. */
function drawn(weighed: readonly Weighed[], draw: (below: number) => number): VolumeStep {
  let at = draw(weighed.reduce((sum, { weight }) => sum + weight, 0));
  for (const { weight, step } of weighed) {
    at -= weight;
    if (at < 0) return step;
  }
  return { do: 'settle' };
}

/** What makes sense where a walk stands, and some of what does not. */
function moves(now: Situation, draw: (below: number) => number): Weighed[] {
  const there = [...now.volumes.keys()];
  const volume = there[draw(Math.max(1, there.length))];
  const site: Site = draw(2) === 0 ? 'a' : 'b';
  const all: Weighed[] = [
    { weight: 6, step: { do: 'settle' } },
    { weight: 2, step: { do: 'repair' } },
    { weight: 1, step: { do: 'restart', config: configIn(draw) } },
    { weight: 1, step: { do: 'freeze' } },
    { weight: 1, step: { do: 'thaw' } },
    { weight: 1, step: { do: 'failover', to: 'nowhere' } },
    ...switches(now),
    ...faults(now, site),
  ];
  const free = volumeNumbers.find((number) => !now.volumes.has(number));
  if (free !== undefined) all.push(...makings(now, free, draw));
  if (volume === undefined) return all;
  return [...all, ...ofVolume(now, volume, site, draw)];
}

/** How a volume that is not there can come about. */
function makings(now: Situation, volume: VolumeNumber, draw: (below: number) => number): Weighed[] {
  const oneOf = (some: readonly VolumeNumber[]) => some[draw(Math.max(1, some.length))];
  const type = typeIn(draw);
  const source = oneOf([...now.volumes.keys()]);
  const kept = oneOf([...now.volumes.keys()].filter((one) => now.snapshots.get(one) ?? 0));
  const all: Weighed[] = [
    { weight: 2, step: { do: 'create', volume, type } },
    { weight: 1, step: { do: 'manage', volume, type } },
  ];
  if (source !== undefined)
    all.push({ weight: 3, step: { do: 'clone', volume, from: source, type } });
  if (kept !== undefined)
    all.push({ weight: 5, step: { do: 'create-from-snapshot', volume, from: kept, type } });
  return all;
}

/** How a driver is configured, most of the time by default. */
function configIn(draw: (below: number) => number): Configuration {
  const rare: readonly Configuration[] = ['full-copies', 'flattened'];
  return rare[draw(4)] ?? 'default';
}

/** What a volume is to be, most of the time a replicated one. */
function typeIn(draw: (below: number) => number): VolumeType {
  const rare: readonly VolumeType[] = ['plain', 'plain', 'multiattach', 'replicated-multiattach'];
  return rare[draw(16)] ?? 'replicated';
}

/** Failing over where the backend is at its first site, failing back where it is not; at times the other. */
function switches({ active }: Situation): Weighed[] {
  const over: VolumeStep = { do: 'failover', to: 'b' };
  const back: VolumeStep = { do: 'failback' };
  return active === 'a'
    ? [
        { weight: 8, step: over },
        { weight: 2, step: { do: 'failover', to: 'auto' } },
        { weight: 1, step: back },
      ]
    : [
        { weight: 8, step: back },
        { weight: 1, step: over },
      ];
}

const isSwitch = ({ do: name }: VolumeStep): boolean => name === 'failover' || name === 'failback';

/** What strikes in the middle of a failover: early more often than late, as most make few calls. */
function amidStep(draw: (below: number) => number): VolumeStep {
  const strikes = amidStrikes[draw(amidStrikes.length)] ?? 'restart';
  return {
    do: 'amid',
    calls: 1 + draw(1 + draw(80)),
    strikes: draw(3) === 0 ? 'restart' : strikes,
  };
}

function faults(now: Situation, site: Site): Weighed[] {
  const site_: Weighed = now.down.has(site)
    ? { weight: 8, step: { do: 'start-site', site } }
    : { weight: 2, step: { do: 'stop-site', site } };
  const killed: Weighed[] = now.down.has(site)
    ? []
    : [{ weight: 2, step: { do: 'kill-site', site } }];
  const daemon: Weighed = now.idle.has(site)
    ? { weight: 6, step: { do: 'start-daemon', site } }
    : { weight: 3, step: { do: 'stop-daemon', site } };
  const link: Weighed = now.cut
    ? { weight: 6, step: { do: 'heal' } }
    : { weight: 2, step: { do: 'cut' } };
  return [site_, ...killed, daemon, link];
}

function ofVolume(
  now: Situation,
  volume: VolumeNumber,
  site: Site,
  draw: (below: number) => number,
): Weighed[] {
  const type = now.volumes.get(volume);
  const to = type === 'replicated' ? 'plain' : 'replicated';
  const all: Weighed[] = [
    { weight: 14, step: { do: 'write', volume, blocks: 1 + draw(3) } },
    { weight: 2, step: { do: 'extend', volume } },
    { weight: 2, step: { do: 'delete', volume } },
    { weight: 2, step: { do: 'retype', volume, to } },
    { weight: 3, step: { do: 'snap-create', volume } },
    { weight: 1, step: { do: 'snap-delete', volume } },
  ];
  if (type === 'replicated') {
    all.push(
      { weight: 2, step: { do: 'by-hand', command: 'demote', site, volume } },
      { weight: 1, step: { do: 'by-hand', command: 'disable', site: now.active, volume } },
    );
    if (now.mode === 'snapshot') {
      all.push({
        weight: 6,
        step: { do: 'by-hand', command: 'snapshot', site: now.active, volume },
      });
    }
  }
  return all;
}

/** The repair, and then a way there and back that nothing is in the way of. */
function ending(now: Situation, draw: (below: number) => number): VolumeStep[] {
  const writes = [...now.volumes.keys()].map(
    (volume): VolumeStep => ({ do: 'write', volume, blocks: 1 }),
  );
  const over: VolumeStep = { do: 'failover', to: 'b' };
  const back: VolumeStep = { do: 'failback' };
  const way = now.active === 'a' ? [over, back] : [back, over];
  const first = way.slice(0, 1 + draw(2));
  const there = first.flatMap((step): VolumeStep[] => [...writes, { do: 'settle' }, step]);
  return [{ do: 'repair' }, ...there, { do: 'settle' }];
}
