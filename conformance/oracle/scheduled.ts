import type { Belief, Move } from '../../model/belief.ts';
import { takesSnapshots } from '../../model/schedule.ts';
import { type Site, sites } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import type { Contradiction } from '../verdict.ts';
import { blameForLateness } from './blame.ts';
import type { Deeds } from './deeds.ts';

/**
 * The sites whose managers take a mirror snapshot sooner or later, whichever of these states the pair is
 * in, and in one of them a snapshot that tells the peer something new.
 */
export const awaitedIn = (model: Stepper, states: Belief): Site[] =>
  sites.filter(
    (site) =>
      [...states].every((state) => takesSnapshots(model.view(state), site)) &&
      [...states].some((state) => afterSnapshot(model, state, site) !== state),
  );

/** Where the states lead once the manager of a site took a mirror snapshot by its schedule. */
export const snapshotTaken = (model: Stepper, states: Belief, site: Site): Move =>
  new Map([...states].map((state) => [state, [afterSnapshot(model, state, site)]]));

/** The manager of a site took no mirror snapshot in time, although it has a schedule. */
export const noSnapshot = (site: Site, deeds: Deeds): Contradiction => ({
  code: blameForLateness(deeds),
  aspect: 'outcome',
  site,
  seen: 'no mirror snapshot by the schedule',
  allowed: ['a mirror snapshot by the schedule'],
});

function afterSnapshot(model: Stepper, state: StateId, site: Site): StateId {
  const edges = model.internals(state);
  return edges.find(({ event }) => event === `take-snapshot.${site}`)?.to ?? state;
}
