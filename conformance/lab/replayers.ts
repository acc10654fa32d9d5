import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { peerOf, type Site } from '../../model/site.ts';
import { type ImagePlace, imageSpec, pool, siteFiles } from './layout.ts';
import { tellDaemon } from './socket.ts';
import { until } from './wait.ts';

/** What a mirror daemon can be told by hand about its replayers. */
export type Verb = 'stop' | 'start' | 'restart';

/** About which: that of an image, those of the pool and its peer, or all. */
export type Scope = ImagePlace | 'pool' | 'daemon';

const scopeText = (site: Site, scope: Scope): string => {
  if (scope === 'daemon') return '';
  return scope === 'pool' ? ` ${pool} ${peerOf(site)}` : ` ${imageSpec(scope)}`;
};

/**
 * Tells the mirror daemon of a site about its replayers. It does not wait for them. Rejects where no
 * daemon answers, or it has no replayer for the image.
 */
export const tellReplayers = async (folder: string, site: Site, verb: Verb, scope: Scope) => {
  const { socket, replayHalted } = siteFiles(folder, site);
  if (typeof scope === 'string' && verb === 'stop') writeFileSync(replayHalted, '');
  await tellDaemon(socket('mirror'), `rbd mirror ${verb}${scopeText(site, scope)}`);
};

/** Ends what a daemon was told that outlives an image: it replays again. To be called while it runs. */
export const replayAgain = async (folder: string, site: Site): Promise<void> => {
  const { home, replayHalted } = siteFiles(folder, site);
  if (!existsSync(replayHalted)) return;
  const what = `the mirror daemon of site ${site} to be told to replay`;
  await until({ what, where: home, deadline: 15_000 }, async () => {
    await tellReplayers(folder, site, 'start', 'daemon');
    return true;
  });
  rmSync(replayHalted, { force: true });
};
