import type { Site } from '../../model/site.ts';
import {
  type PairState,
  reaches,
  roleAt,
  type Status,
  type StatusView,
} from '../../model/views.ts';

/** What a mirror daemon has told of an image at its site, as the cluster there keeps it. */
export type Told = {
  /** Whether the daemon is there that told it. */
  readonly up: boolean;
  readonly state: 'stopped' | 'replaying' | 'syncing' | 'starting' | 'unknown' | 'error';
  readonly description: string;
};

/** The words of a daemon, by what they come to (rbd_mirror/ImageReplayer.cc, set_mirror_image_status_update). */
const words: Readonly<Record<Exclude<Status, 'none'>, Pick<Told, 'state' | 'description'>>> = {
  stopped: { state: 'stopped', description: 'local image is primary' },
  replaying: { state: 'replaying', description: 'replaying, {}' },
  syncing: { state: 'syncing', description: 'bootstrapping, IMAGE_SYNC/COPY_IMAGE' },
  unknown: { state: 'unknown', description: 'remote image is not primary' },
  'split-brain': { state: 'error', description: 'split-brain detected' },
  error: { state: 'error', description: 'error bootstrapping replay' },
};

const nothing: Told = { up: false, state: 'unknown', description: 'status not found' };

/**
 * What is told of a site's image now, given what a pair tells users and what was told before: a daemon that is gone, or that reaches only one of
 * the clusters, tells nothing new; one that is shut down says that it stopped. While a replayer is about to start,
 * it says that.
 */
export function toldNow(
  state: PairState,
  site: Site,
  statusAt: StatusView,
  before: Told = nothing,
): Told {
  const up = state[site].daemon === 'running' && state[site].cluster === 'up';
  if (!up || !reaches(state, site)) return { ...before, up };
  const status = statusAt(state, site);
  if (status !== undefined && status !== 'none') return { up, ...words[status] };
  const role = roleAt(state, site);
  if (role === 'primary') return { up, ...words.stopped };
  if (role !== 'nonprimary') return nothing;
  const { replayer } = state[site];
  if (replayer === 'replaying') {
    return { up, ...words[state.context[site].whole === 1 ? 'replaying' : 'syncing'] };
  }
  return replayer === 'splitBrain'
    ? { up, ...words['split-brain'] }
    : { up, state: 'starting', description: 'starting replay' };
}

/** The same, of a daemon that was asked to end: it says so last. */
export const toldAtEnd = (before: Told): Told =>
  before.state === 'replaying' || before.state === 'starting'
    ? { up: false, state: 'stopped', description: 'stopped' }
    : { ...before, up: false };
