import { demoted, heard, pendingSnapshots, related } from '../../model/conditions.ts';
import { peerCopy } from '../../model/context.ts';
import { count, missing } from '../../model/history.ts';
import { type Mode, peerOf, type Site } from '../../model/site.ts';
import { type Stage, stageAt } from '../../model/stages.ts';
import {
  contentAt,
  imageAt,
  type PairState,
  type Role,
  readAt,
  roleAt,
  type Status,
  type StatusView,
} from '../../model/views.ts';
import type { Ledger } from '../oracle/ledger.ts';
import { type Flag, flagsAt } from './flags.ts';
import { type MirrorSnapshot, type Snapshots, snapshotsAt } from './snapshots.ts';

/** How the link is; a cut from a site loses what that site sends. */
export type LinkState = 'up' | 'cut' | 'cut from a' | 'cut from b' | 'slow' | 'lossy';

/** What an image is at a site, a copy that follows told from an image that was demoted. */
export type SiteRole = Exclude<Role, 'nonprimary'> | 'non-primary' | 'demoted';

/** What of a cluster does not work, although its other daemons do; `room`: its pool is full. */
export type Lacking = 'monitor' | 'osd' | 'room';

/** How one site is, as users of Ceph would name it. */
export type SiteSituation = {
  readonly cluster: 'up' | 'stopped' | 'killed';
  readonly without: readonly Lacking[];
  /** The mirror daemon. */
  readonly daemon: 'running' | 'stopped';
  readonly role: SiteRole;
  /** How far the mirror daemon has come with the image. */
  readonly replayer: Stage;
  /** What `rbd mirror image status` says once the daemons rest; left out where nothing is promised. */
  readonly status?: Status;
  /** The writes that the image holds, acknowledged or not, whether or not anyone can read them now. */
  readonly writes: readonly number[];
  /** What a read gives back is promised to be just those writes. */
  readonly promised: boolean;
  /** Journal entries or mirror snapshots of the peer that a copy has still to take. */
  readonly behind: number;
  /** Events that the image has and its peer's lacks. */
  readonly own: number;
  /** Snapshot mode: the mirror snapshots here, as far as the model keeps them, oldest first. */
  readonly snapshots?: readonly MirrorSnapshot[];
  readonly flags: readonly Flag[];
};

/** How a pair is, all told. */
export type Situation = { readonly link: LinkState } & Readonly<Record<Site, SiteSituation>>;

/** What a situation is told by, beside the state itself. */
export interface Telling {
  readonly mode: Mode;
  readonly status: StatusView;
  readonly ledger: Ledger;
}

/** Tells a state of the model in the words of those who run clusters. */
export const situationOf = (
  state: PairState,
  link: LinkState,
  snapshots: Snapshots,
  telling: Telling,
): Situation => ({
  link,
  a: siteOf(state, 'a', snapshots, telling),
  b: siteOf(state, 'b', snapshots, telling),
});

function siteOf(
  state: PairState,
  site: Site,
  snapshots: Snapshots,
  { mode, status, ledger }: Telling,
): SiteSituation {
  const { cluster, daemon } = state[site];
  const told = status(state, site);
  const there = imageAt(state, site) !== 'absent';
  const role = siteRole(state, site);
  return {
    cluster,
    without: lackingAt(state, site),
    daemon,
    role,
    replayer: stageAt(state, site, mode),
    ...(told !== undefined && { status: told }),
    writes: there ? ledger.writesIn(readAt(state, site)) : [],
    promised: contentAt(served(state, site), site) !== undefined,
    behind: role === 'non-primary' ? behindAt(state, site, mode) : 0,
    own: ownAt(state, site),
    ...(mode === 'snapshot' && { snapshots: snapshotsAt(state, site, snapshots) }),
    flags: flagsAt(state, site),
  };
}

/** What the image is there, whoever can get at it. */
export function siteRole(state: PairState, site: Site): SiteRole {
  const role = roleAt(served(state, site), site);
  if (role === 'unreachable') throw new TypeError('a site that is up is reachable');
  if (role !== 'nonprimary') return role;
  return demoted(state, { site }) ? 'demoted' : 'non-primary';
}

/** The same, with the site up: what is on its disks is there, whether anyone can read it or not. */
const served = (state: PairState, site: Site): PairState => ({
  ...state,
  [site]: { ...state[site], cluster: 'up', monitor: 'up', osd: 'up' },
});

function lackingAt(state: PairState, site: Site): readonly Lacking[] {
  const { monitor, osd, room } = state[site];
  return [
    ...(monitor === 'down' ? (['monitor'] as const) : []),
    ...(osd === 'down' ? (['osd'] as const) : []),
    ...(room === 'full' ? (['room'] as const) : []),
  ];
}

function behindAt(state: PairState, site: Site, mode: Mode): number {
  const { context } = state;
  if (!related(state)) return 0;
  if (mode === 'snapshot') return count(pendingSnapshots(context, site));
  return count(missing(context[site].history, heard(context, peerOf(site))));
}

function ownAt(state: PairState, site: Site): number {
  const { context } = state;
  return related(state)
    ? count(missing(peerCopy(context, site).history, context[site].history))
    : 0;
}
