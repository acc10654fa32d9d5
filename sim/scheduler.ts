import seedrandom from 'seedrandom';
import { sites } from '../model/site.ts';
import type { InternalEdge } from '../model/stepper.ts';

/** Decides what the mirror daemons of a simulated pair do next, and how long they take. */
export interface Scheduler {
  /** The daemons' next step before a command; undefined where they do nothing for now. */
  before(edges: readonly InternalEdge[]): InternalEdge | undefined;
  /** The daemons' next step while time passes. */
  during(edges: readonly InternalEdge[]): InternalEdge | undefined;
  /** How long a daemon's step takes, in virtual milliseconds. */
  duration(): number;
}

/** How often a slow sync makes no headway before a command, although it could. */
const stalls = 0.7;

/**
 * Draws every choice from a seed, so that a run is the same each time. Two traits are drawn once per
 * run: how busy the daemons are between commands, from idle, through anything in between, to eager;
 * and whether syncs are slow, so that commands and faults meet them half-way.
 */
export function seededScheduler(seed: string): Scheduler {
  const random = seedrandom.alea(seed);
  const paces = [0, 0.3, 0.6, 0.85, 1];
  const pace = paces[Math.floor(random() * paces.length)] ?? 0;
  const slow = random() < 0.5;
  const pick = (edges: readonly InternalEdge[]) => edges[Math.floor(random() * edges.length)];
  return {
    before: (edges) => {
      if (random() >= pace || (slow && halfWay(edges) && random() < stalls)) return undefined;
      return pick(edges);
    },
    during: pick,
    duration: () => 20 + Math.floor(random() * 380),
  };
}

/** Whether a sync is copied in part: it can end, and cannot begin. */
const halfWay = (edges: readonly InternalEdge[]): boolean =>
  sites.some(
    (site) =>
      edges.some(({ event }) => event === `sync-done.${site}`) &&
      !edges.some(({ event }) => event === `sync-part.${site}`),
  );

/** What a daemon does at once where it can: it is what a fixed order has to show. */
const prompt = /^(overlook-removal|begin-resync)\./;

/**
 * Daemons that act only when time passes, in a fixed order, and never stop half-way: for a run whose
 * schedule is spelled out in its steps.
 */
export const explicitScheduler: Scheduler = {
  before: () => undefined,
  during: (edges) =>
    edges.find(({ event }) => prompt.test(event)) ??
    edges.find(({ event }) => !event.startsWith('sync-part')) ??
    edges[0],
  duration: () => 100,
};
