import type { RunRecord } from '../../conformance/record.ts';
import type { Site } from '../../model/site.ts';

/** What every line of a script depends on. */
export interface ShellPlace {
  readonly mode: RunRecord['mode'];
  /** The image at a site, as a word of the shell. */
  readonly image: (site: Site | '$1') => string;
  /** The namespace that it is in; the pool's own, if undefined. */
  readonly namespace: string | undefined;
  /** The image at a site as mirror daemons call it. */
  readonly spec: (site: Site) => string;
  /** The snapshot that clones are made of. */
  readonly parent: string;
}

/** How the script of a run names its image: by its first name, unless it is renamed. */
export function placeIn({ mode, steps, poolMode, namespace: own }: RunRecord): ShellPlace {
  // A pool has one mode, and its own is that of others as well.
  const namespace = own ?? (poolMode === 'pool' ? 'exported' : undefined);
  const renamed = steps.some(({ step }) => step.do === 'rename');
  const within = namespace === undefined ? '$POOL' : `$POOL/${namespace}`;
  const name = (site: Site | '"$1"') => (renamed ? `$(name_at ${site})` : '$IMAGE');
  return {
    ...{ mode, namespace, parent: `"${within}/$IMAGE-parent@base"` },
    image: (site) => `"${name(site === '$1' ? '"$1"' : site)}"`,
    spec: (site) => `"${within}/${name(site)}"`,
  };
}

/** A text as one word of the shell. */
export const word = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
