/** One of the two Ceph clusters of a mirrored pair. */
export type Site = 'a' | 'b';

/** Both sites, in the order in which everything lists them. */
export const sites: readonly Site[] = ['a', 'b'];

/** The other cluster: the mirroring peer of `site`. */
export const peerOf = (site: Site): Site => (site === 'a' ? 'b' : 'a');

/** How an image is mirrored (`rbd mirror image enable IMAGE journal|snapshot`). */
export type Mode = 'journal' | 'snapshot';

/**
 * What decides which images of a pool are mirrored (`rbd mirror pool enable POOL image|pool`): whoever
 * enables each of them, or the journaling feature, which each image that has it is mirrored by.
 */
export type PoolMode = 'image' | 'pool';

/** Both modes of a pool. */
export const poolModes: readonly PoolMode[] = ['image', 'pool'];

/** How a pair is mirrored; a mode alone, in a pool that is in image mode. */
export type Mirroring = Mode | { readonly mode: Mode; readonly poolMode?: PoolMode };

/** Its name in one word: that of the mode, or `pool` for journal mode in a pool that is in pool mode. */
export const nameOfMirroring = (mirroring: Mirroring): Mode | 'pool' => {
  if (typeof mirroring === 'string') return mirroring;
  return mirroring.poolMode === 'pool' ? 'pool' : mirroring.mode;
};

/** Both mirror modes. */
export const modes: readonly Mode[] = ['journal', 'snapshot'];
