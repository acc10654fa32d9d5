import { and, not, or, stateIn } from 'xstate';
import { peerOf, type Site } from '../site.ts';

/** A guard of the pair's machine: a condition by name, a state of another region, or a mix. */
export type Guard = ReturnType<typeof stateIn>;

type ConditionName =
  | 'room'
  | 'whole'
  | 'inPart'
  | 'resyncAsked'
  | 'resyncsBlindly'
  | 'keepsSyncPoint'
  | 'hangs'
  | 'overlooks'
  | 'blind'
  | 'demoted'
  | 'promotable'
  | 'related'
  | 'linked'
  | 'behind'
  | 'snapshotPending';

/** The named condition holds for the copy at `site`. */
export const holds = (name: ConditionName, site: Site): Guard =>
  and([{ type: name, params: { site } }]);

/** The image at `site` is in this state. */
export const imageIs = (site: Site, state: string): Guard => stateIn({ [site]: { image: state } });

/** The image's replayer at `site` is in this state. */
export const replayerIs = (site: Site, state: string): Guard =>
  stateIn({ [site]: { replayer: state } });

/** The site's processes run. */
export const up = (site: Site): Guard => stateIn({ [site]: { cluster: 'up' } });

/** The site's mirror daemon runs. */
export const active = (site: Site): Guard =>
  all(up(site), stateIn({ [site]: { daemon: 'running' } }));

/** The site's mirror daemon runs and reaches both clusters. */
export const reach = (site: Site): Guard =>
  all(active(site), stateIn({ link: 'up' }), up(peerOf(site)));

export const all = (...guards: Guard[]): Guard => and(guards);
export const any = (...guards: Guard[]): Guard => or(guards);
export const no = (guard: Guard): Guard => not(guard);
