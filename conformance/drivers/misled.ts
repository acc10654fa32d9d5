import type { Site } from '../../model/site.ts';
import type { ClusterId } from './clusters.ts';
import type { Result } from './protocol.ts';

/** In what a driver leads users elsewhere than to the active site: to another cluster, or by another secret. */
export interface Misled {
  readonly what: 'cluster' | 'secret';
  readonly saw: string;
}

/** What is wrong with where a driver leads those who attach a volume; undefined where nothing is. */
export function misled(
  { hosts, secret }: Result<'connection'>,
  { host, fsid }: ClusterId,
  active: Site,
): Misled | undefined {
  if (!hosts.some((one) => one.includes(host))) {
    const saw = `active is site ${active} at ${host}, and it leads to ${hosts.join(', ')}`;
    return { what: 'cluster', saw };
  }
  if (secret === fsid) return undefined;
  return {
    what: 'secret',
    saw: `active is site ${active}, secret ${fsid}, and it names ${secret}`,
  };
}
