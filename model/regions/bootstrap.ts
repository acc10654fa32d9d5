import { peerOf, type Site } from '../site.ts';
import { hasParentFor } from './clones.ts';
import { all, type Guard, holds, imageIs, no, works } from './guards.ts';

/** A mirror daemon makes a copy of its peer's image, of which it was told, where there is none. */
export const bootstraps = (site: Site): Guard =>
  all(
    works(site),
    imageIs(site, 'absent'),
    imageIs(peerOf(site), 'primary'),
    no(holds('unseen', peerOf(site))),
    no(holds('nameOnly', site)),
    hasParentFor(site),
    no(holds('halted', site)),
  );
