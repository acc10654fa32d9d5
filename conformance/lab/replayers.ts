import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { peerOf, type Site } from '../../model/site.ts';
import { type ImagePlace, imageSpec, pool, siteFiles } from './layout.ts';
import { askDaemon, tellDaemon } from './socket.ts';
import { until } from './wait.ts';

/** What a mirror daemon can be told by hand about its replayers. */
export type Verb = 'stop' | 'start' | 'restart';

/** About which: that of an image, those of the pool and its peer, or all. */
export type Scope = ImagePlace | 'pool' | 'daemon';

const replayerSchema = z.object({ state: z.string() });
const helpSchema = z.record(z.string(), z.unknown());

/**
 * The state of the replayer that the mirror daemon of a site has for an image, as it names it;
 * undefined where it has none. Rejects where no daemon answers.
 */
export const replayerState = async (
  folder: string,
  site: Site,
  place: ImagePlace,
): Promise<string | undefined> => {
  const { socket } = siteFiles(folder, site);
  const spec = await specOf(folder, site, place);
  if (spec === undefined) return undefined;
  return replayerSchema.parse(await askDaemon(socket('mirror'), `rbd mirror status ${spec}`)).state;
};

/**
 * What the daemon calls the replayer of an image: by the name that the image has at that site by now
 * (rbd_mirror/ImageReplayer.cc, reregister_admin_socket_hook); undefined where it has none.
 */
const specOf = async (
  folder: string,
  site: Site,
  place: ImagePlace,
): Promise<string | undefined> => {
  const { socket } = siteFiles(folder, site);
  const lead = 'rbd mirror status ';
  const first = lead + imageSpec(place);
  const known = Object.keys(helpSchema.parse(await askDaemon(socket('mirror'), 'help')));
  const found = known.find((one) => one === first || one.startsWith(`${first}-r`));
  return found?.slice(lead.length);
};

const scopeText = async (folder: string, site: Site, scope: Scope): Promise<string> => {
  if (scope === 'daemon') return '';
  if (scope === 'pool') return ` ${pool} ${peerOf(site)}`;
  return ` ${(await specOf(folder, site, scope)) ?? imageSpec(scope)}`;
};

/**
 * Tells the mirror daemon of a site about its replayers. It does not wait for them. Rejects where no
 * daemon answers, or it has no replayer for the image.
 */
export const tellReplayers = async (folder: string, site: Site, verb: Verb, scope: Scope) => {
  const { socket, replayHalted } = siteFiles(folder, site);
  if (typeof scope === 'string' && verb === 'stop') writeFileSync(replayHalted, '');
  const asked = `rbd mirror ${verb}${await scopeText(folder, site, scope)}`;
  await tellDaemon(socket('mirror'), asked);
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
