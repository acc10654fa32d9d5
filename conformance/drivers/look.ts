import { sites } from '../../model/site.ts';
import type { Clusters, Watched } from './clusters.ts';
import type { VolumeSight } from './record.ts';

/** Looks at the image of a volume at both sites. */
export async function look(clusters: Clusters, volume: Watched): Promise<VolumeSight> {
  const [a, b] = await Promise.all(sites.map((site) => clusters.sight(site, volume)));
  if (a === undefined || b === undefined) throw new TypeError('there are two sites');
  return { a, b };
}
