import type { PairContext } from './context.ts';
import type { History } from './history.ts';
import { peerOf, type Site } from './site.ts';

/**
 * What an image is at a site, as librbd's `mirror_image_get_info` and a plain open tell it:
 * `absent` no such image; `unmirrored` mirroring is disabled; `creating` the mirror daemon is
 * making it; `primary` and `nonprimary` (a demoted image is non-primary).
 */
export type Role = 'absent' | 'unmirrored' | 'creating' | 'primary' | 'nonprimary';

/**
 * What `rbd mirror image status` tells a user about a site, reduced to its kinds:
 * `none` nothing mirrored there; `stopped` "local image is primary"; `replaying`; `syncing` the
 * first copy is under way; `unknown` "remote image is not primary"; `split-brain`; `error` any other
 * error.
 */
export type Status =
  | 'none'
  | 'stopped'
  | 'replaying'
  | 'syncing'
  | 'unknown'
  | 'split-brain'
  | 'error';

/** The state of one site in the pair's machine. */
export type SiteState = {
  readonly cluster: 'up' | 'stopped' | 'killed';
  readonly daemon: 'running' | 'stopped';
  readonly image: Role;
  readonly replayer: 'stopped' | 'replaying' | 'splitBrain';
};

/** The state of the pair's machine: its regions, and its context. */
export type PairState = {
  readonly link: 'up' | 'cut';
  readonly a: SiteState;
  readonly b: SiteState;
  readonly context: PairContext;
};

/** What the image is at a site; `unreachable` while the site is down. */
export const roleAt = (state: PairState, site: Site): Role | 'unreachable' =>
  state[site].cluster === 'up' ? state[site].image : 'unreachable';

/**
 * The events that reading the image at a site gives back; undefined where nothing is promised: no
 * image, or one that a sync has copied in part.
 */
export function contentAt(state: PairState, site: Site): History | undefined {
  const { image, cluster } = state[site];
  const copy = state.context[site];
  const broken = copy.part === 1 || (image === 'nonprimary' && copy.whole === 0);
  if (cluster !== 'up' || image === 'absent' || image === 'creating' || broken) return undefined;
  return copy.history;
}

/** Whether the mirror daemon of a site runs and reaches both clusters. */
export const reaches = (state: PairState, site: Site): boolean =>
  state[site].cluster === 'up' &&
  state[site].daemon === 'running' &&
  state.link === 'up' &&
  state[peerOf(site)].cluster === 'up';

/** What users are told about a site; undefined where nothing is promised. */
export type StatusView = (state: PairState, site: Site) => Status | undefined;

/**
 * The status of a site whose daemons have nothing left to do (rbd_mirror/ImageReplayer.cc,
 * set_mirror_image_status_update). Promised only while the site's daemon reaches both clusters.
 */
export const statusAt: StatusView = (state, site) => {
  const { image, replayer } = state[site];
  if (!reaches(state, site)) return undefined;
  if (image === 'primary') return 'stopped';
  if (image !== 'nonprimary') return undefined;
  if (replayer === 'replaying') return state.context[site].whole === 1 ? 'replaying' : undefined;
  if (replayer === 'splitBrain') return 'split-brain';
  return state[peerOf(site)].image === 'nonprimary' ? 'unknown' : undefined;
};
