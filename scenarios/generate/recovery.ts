import { disconnected } from '../../model/disconnection.ts';
import { newest, only } from '../../model/history.ts';
import { peerOf, type Site, sites } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import type { PairState } from '../../model/views.ts';
import type { Step } from '../step.ts';
import { endHands } from './hand-moves.ts';
import { afterStep, type Draw } from './walk.ts';

const settle: Step = { do: 'settle' };

/**
 * How an operator brings a pair back, from where it most likely is: every fault ends, the pair
 * settles, and the documented procedure follows (doc/rbd/rbd-mirroring.rst: demote the copy that is
 * out of date, then resync it) until both sites replay.
 */
export function recovery(model: Stepper, from: StateId, draw: Draw): Step[] {
  const steps: Step[] = [...endFaults(model.view(from)), settle, ...goOn(model.view(from))];
  let state: StateId | undefined = from;
  for (const step of steps) state = state && afterStep(model, state, step, draw);
  for (let round = 0; round < 4 && state !== undefined; round += 1) {
    const next = repair(model.view(state), draw);
    if (next === undefined) break;
    for (const step of [next, settle]) {
      steps.push(step);
      state = state === undefined ? undefined : afterStep(model, state, step, draw);
    }
  }
  return steps;
}

/** Replayers that were stopped by hand, started when all else is well again. */
function goOn(state: PairState): Step[] {
  const starts = endHands(state);
  return starts.length === 0 ? [] : [...starts, settle];
}

/**
 * The ends of all faults. The link is healed in any case, for slowness does not show in the state.
 */
function endFaults(state: PairState): Step[] {
  const ends = sites.flatMap((site): [boolean, Step][] => {
    const { cluster, monitor, osd, room, supply, parentSupply, daemon } = state[site];
    return [
      [cluster !== 'up', { do: 'start-site', site }],
      [monitor !== 'up' && cluster === 'up', { do: 'start-monitor', site }],
      [osd !== 'up' && cluster === 'up', { do: 'start-osd', site }],
      [room !== 'free', { do: 'make-room', site }],
      [supply !== 'flowing', { do: 'release', site }],
      [parentSupply !== 'flowing', { do: 'release-parent', site }],
      [daemon !== 'running', { do: 'start-daemon', site }],
    ];
  });
  return [{ do: 'heal' }, ...ends.flatMap(([needed, step]) => (needed ? [step] : []))];
}

/** The next thing that the documented procedure asks for; undefined where all is well. */
function repair(state: PairState, draw: Draw): Step | undefined {
  const either: Site = sites[draw(1)] ?? 'a';
  const images = [state.a.image, state.b.image];
  if (images.every((image) => image === 'primary')) return { do: 'demote', site: either };
  if (images.every((image) => image === 'nonprimary')) {
    return { do: 'promote', site: demotedSite(state) ?? either, force: false };
  }
  const broken = sites.find((site) => isBroken(state, site));
  return broken && { do: 'resync', site: broken };
}

/** What is here does not follow its primary, and will not by itself. */
const isBroken = (state: PairState, site: Site): boolean => {
  const { image, replayer } = state[site];
  const stuck = replayer === 'splitBrain' || disconnected(state, { site });
  return image === 'nonprimary' && stuck && state[peerOf(site)].image === 'primary';
};

/** A site whose newest event is a demotion, the more complete copy first. */
function demotedSite({ context }: PairState): Site | undefined {
  const demoted = sites.filter((site) => {
    const newestEvent = only(newest(context[site].history));
    return (newestEvent & context.demotions) !== 0;
  });
  return demoted.sort((one, other) => context[other].history - context[one].history)[0];
}
