import type { Site } from '../../model/site.ts';

/** By what a cluster knows itself as a peer (`rbd mirror pool info`, mirror uuid). */
export const mirrorUuid = (site: Site): string => `${site.repeat(8)}-feed-4000-8000-000000000000`;
