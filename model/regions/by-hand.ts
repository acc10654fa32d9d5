import type { DaemonCommandName } from '../events.ts';
import type { EffectName } from '../machinery.ts';
import { peerOf, type Site, sites } from '../site.ts';
import {
  all,
  any,
  flows,
  type Guard,
  hasRoom,
  holds,
  imageIs,
  mirrored,
  no,
  replayerIs,
  runs,
  up,
  works,
} from './guards.ts';
import { accept, type Candidate, effect, refuse } from './transitions.ts';

const ending = (site: Site): Guard => imageIs(site, 'disabling');

/**
 * A replayer comes to rest, or starts, as soon as it is told: nothing that it needs is away, and no
 * sync is held. Where that is not so the model does not follow, nor where mirroring is neither on nor
 * off.
 */
export const settable = (site: Site): Guard =>
  all(
    works(site),
    ...sites.map(up),
    hasRoom(peerOf(site)),
    any(flows(site), no(replayerIs(site, 'replaying'))),
    ...sites.map((one) => no(ending(one))),
  );

/** The daemon has one replayer for the image: not two for images of that name, nor one without a name. */
export const tellable = (site: Site): Guard =>
  all(
    settable(site),
    no(imageIs(site, 'unmirrored')),
    any(no(all(...sites.map(mirrored))), holds('related', site)),
    any(no(holds('allHalted', site)), no(holds('resyncAsked', site))),
  );

type Answers = Record<DaemonCommandName, readonly Candidate[]>;

/** How the daemon of a site answers what it is told over its admin socket. */
export function toldBy(site: Site): Answers {
  const down = refuse('ETIMEDOUT', no(runs(site)));
  const nobody = refuse('EINVAL', all(...sites.map((one) => no(mirrored(one)))));
  const done = (name: EffectName, guard: Guard) => accept([effect(name, site)], { guard });
  const working = replayerIs(site, 'replaying');
  const one = tellable(site);
  const every = settable(site);
  const free = done('unhalt', one);
  return {
    'stop-replayer': [down, nobody, done('haltAtWork', all(one, working)), done('halt', one)],
    'start-replayer': [down, nobody, free],
    'restart-replayer': [down, nobody, free],
    'stop-replayers': [down, done('haltAllAtWork', all(every, working)), done('haltAll', every)],
    'start-replayers': [down, done('freeAll', every)],
    'restart-replayers': [down, done('freeAll', every)],
  };
}

/** Without a daemon there is no socket to ask. */
export function toldByNobody(site: Site): Answers {
  const answer = [refuse('ETIMEDOUT', no(runs(site))), refuse('ENOENT')];
  return {
    'stop-replayer': answer,
    'start-replayer': answer,
    'restart-replayer': answer,
    'stop-replayers': answer,
    'start-replayers': answer,
    'restart-replayers': answer,
  };
}

/** The commands of a table, at a site. */
export const atSite = (site: Site, table: Answers): Record<string, readonly Candidate[]> =>
  Object.fromEntries(Object.entries(table).map(([name, answer]) => [`${name}.${site}`, answer]));
