import { behind, demoted, snapshotPending } from './conditions.ts';
import type { Mode, Site } from './site.ts';
import { imageAt, type PairState, type Role, roles } from './views.ts';

/**
 * What a command meets at a site: the image's role, a copy told from an image that was demoted; or
 * nobody (`unreachable`: no client gets in), or an image that answers nobody (`blocked`: its OSD is
 * down, or its pool is full).
 */
export type MetRole =
  | Exclude<Role, 'nonprimary'>
  | 'following'
  | 'orphan'
  | 'unreachable'
  | 'blocked';

/** Everything that a command can meet. */
export const metRoles: readonly MetRole[] = [
  ...roles.flatMap((role): MetRole[] => (role === 'nonprimary' ? ['following', 'orphan'] : [role])),
  'unreachable',
  'blocked',
];

/** What a command meets at a site. */
export function metRoleAt(state: PairState, site: Site): MetRole {
  const { cluster, monitor, osd, room } = state[site];
  const image = imageAt(state, site);
  const { context } = state;
  if (cluster !== 'up' || monitor !== 'up') return 'unreachable';
  if (osd !== 'up' || room === 'full') return 'blocked';
  if (image === 'absent' && context[site].binned >= 0) return 'trashed';
  if (image !== 'nonprimary') return image;
  return demoted({ context }, { site }) ? 'orphan' : 'following';
}

/**
 * How far the mirror daemon of a site has come with the image, as its replayer's state and the copy tell
 * (rbd_mirror/ImageReplayer.cc, snapshot/Replayer.cc):
 * `none` nothing is mirrored here, or it was about to be mirrored no more; `primary` there is nothing
 * to replay; `creating` the copy is being made; `first-copy` its first sync is under way; `idle` replaying, with nothing to replay; `behind` replaying,
 * with something still to take; `half-way` a later sync has copied some objects; `broken-off` stopped before
 * a sync was complete; `stopped` otherwise; `orphan` stopped, the copy's newest event is a demotion;
 * `split-brain`; `resync-asked` a resync has been flagged and not begun.
 */
export const stages = [
  'none',
  'primary',
  'creating',
  'first-copy',
  'idle',
  'behind',
  'half-way',
  'stopped',
  'broken-off',
  'orphan',
  'split-brain',
  'resync-asked',
] as const;

/** The stage of a site's replayer. */
export type Stage = (typeof stages)[number];

/** The stage at which the replayer of a site is. */
export function stageAt(state: PairState, site: Site, mode: Mode): Stage {
  const { replayer } = state[site];
  switch (imageAt(state, site)) {
    case 'absent':
    case 'unmirrored':
    case 'disabling':
      return 'none';
    case 'primary':
      return 'primary';
    case 'creating':
    case 'nonprimary':
      if (state.context[site].resync === 1) return 'resync-asked';
      if (replayer === 'splitBrain') return 'split-brain';
      return replayer === 'replaying' ? atWork(state, site, mode) : atRest(state, site);
  }
}

function atWork(state: PairState, site: Site, mode: Mode): Stage {
  const { part, whole } = state.context[site];
  if (imageAt(state, site) === 'creating') return 'creating';
  if (whole === 0) return 'first-copy';
  if (part === 1) return 'half-way';
  const pending = mode === 'snapshot' ? snapshotPending : behind;
  return pending({ context: state.context }, { site }) ? 'behind' : 'idle';
}

function atRest(state: PairState, site: Site): Stage {
  const { context } = state;
  const { part, whole } = context[site];
  if (imageAt(state, site) === 'creating' || whole === 0 || part === 1) return 'broken-off';
  return demoted({ context }, { site }) ? 'orphan' : 'stopped';
}
