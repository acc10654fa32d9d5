import seedrandom from 'seedrandom';
import type { Interruption, Reach } from '../model/interruption.ts';
import { sites } from '../model/site.ts';
import type { InternalEdge } from '../model/stepper.ts';

/** Decides what the mirror daemons of a simulated pair do next, and how long they take. */
export interface Scheduler {
  /** What it has daemons do depends on nothing but what they can do: where they come again, they come for ever. */
  readonly isFixed?: true | undefined;
  /** The daemons' next step before a command; undefined where they do nothing for now. */
  before(edges: readonly InternalEdge[]): InternalEdge | undefined;
  /** The daemons' next step while time passes. */
  during(edges: readonly InternalEdge[]): InternalEdge | undefined;
  /** What becomes of a command whose client is killed; undefined where the answer came before. */
  interruption(ways: readonly Interruption[]): Interruption | undefined;
  /** How many writes are acknowledged to a client while the image is demoted, up to `most`. */
  writes(most: number): number;
  /** How long a daemon's step takes, in virtual milliseconds. */
  duration(): number;
  /** From now on what daemons do is drawn from a seed, of a scheduler that went by the steps alone. */
  free?(): void;
}

/** How often what is slow makes no headway before a command, although it could: a sync, a new copy. */
const stalls = { sync: 0.7, copy: 0.9 };

/**
 * Draws every choice from a seed, so that a run is the same each time. Two traits are drawn once per
 * run: how busy the daemons are between commands, from idle, through anything in between, to eager;
 * and whether copies are slow, so that commands and faults meet them in the making, and half-way.
 */
export function seededScheduler(seed: string): Scheduler {
  const random = seedrandom.alea(seed);
  const paces = [0, 0.3, 0.6, 0.85, 1];
  const pace = paces[Math.floor(random() * paces.length)] ?? 0;
  const slow = random() < 0.5;
  const pick = (edges: readonly InternalEdge[]) => edges[Math.floor(random() * edges.length)];
  return {
    before: (edges) => {
      if (random() >= pace || (slow && random() < stalled(edges))) return undefined;
      return pick(edges);
    },
    during: pick,
    interruption: (ways) => ways[Math.floor(random() * (ways.length + 1))],
    writes: (most) => Math.floor(random() * (most + 1)),
    duration: () => 20 + Math.floor(random() * 380),
  };
}

/** How likely the daemons make no headway for slowness. */
function stalled(edges: readonly InternalEdge[]): number {
  if (edges.some(({ event }) => event.startsWith('create-copy.'))) return stalls.copy;
  return halfWay(edges) ? stalls.sync : 0;
}

/** Whether a sync is copied in part: it can end, and cannot begin. */
const halfWay = (edges: readonly InternalEdge[]): boolean =>
  sites.some(
    (site) =>
      edges.some(({ event }) => event === `sync-done.${site}`) &&
      !edges.some(({ event }) => event === `sync-part.${site}`),
  );

/** What a daemon does at once where it can: it is what a fixed order has to show. */
const prompt = /^(overlook-removal|begin-resync|retake)\./;

/** How far an interrupted command comes: as `wanted` says, or as a scheduler has it where that is true. */
export const wayOf = (
  scheduler: Scheduler,
  ways: readonly Interruption[],
  wanted: true | Reach,
): Interruption | undefined =>
  wanted === true ? scheduler.interruption(ways) : ways.find(({ reach }) => reach === wanted);

/**
 * Daemons that act only when time passes, in a fixed order, and never stop half-way, save where a
 * command is to come just then, and commands that are interrupted at the last stage there is: for a
 * run whose schedule is spelled out in its steps.
 */
export const explicitScheduler: Scheduler = {
  isFixed: true,
  before: (edges) => edges.find(({ event }) => event.startsWith('near-end.')),
  during: (edges) =>
    edges.find(({ event }) => prompt.test(event)) ??
    edges.find(({ event }) => !event.startsWith('sync-part')) ??
    edges[0],
  interruption: (ways) => ways.at(-1),
  writes: (most) => Math.min(most, 2),
  duration: () => 100,
};
