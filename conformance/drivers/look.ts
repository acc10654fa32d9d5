import { sites } from '../../model/site.ts';
import type { Clusters } from './clusters.ts';
import type { LedgerVolume } from './ledger.ts';
import type { VolumeSight } from './record.ts';

/** Looks at the image of a volume at both sites. */
export async function look(
  clusters: Clusters,
  { image, highest }: LedgerVolume,
): Promise<VolumeSight> {
  const [a, b] = await Promise.all(sites.map((site) => clusters.sight(site, image, highest)));
  if (a === undefined || b === undefined) throw new TypeError('there are two sites');
  return { a, b };
}
