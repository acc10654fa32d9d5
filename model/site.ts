/** One of the two Ceph clusters of a mirrored pair. */
export type Site = 'a' | 'b';

/** Both sites, in the order in which everything lists them. */
export const sites: readonly Site[] = ['a', 'b'];

/** The other cluster: the mirroring peer of `site`. */
export const peerOf = (site: Site): Site => (site === 'a' ? 'b' : 'a');

/** How an image is mirrored (`rbd mirror image enable IMAGE journal|snapshot`). */
export type Mode = 'journal' | 'snapshot';

/** Both mirror modes. */
export const modes: readonly Mode[] = ['journal', 'snapshot'];
