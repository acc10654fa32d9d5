import { and, not, or, stateIn } from 'xstate';
import type { ConditionName } from '../machinery.ts';
import { peerOf, type Site } from '../site.ts';

/** A guard of the pair's machine: a condition by name, a state of another region, or a mix. */
export type Guard = ReturnType<typeof stateIn>;

/** The named condition holds for the copy at `site`. */
export const holds = (name: ConditionName, site: Site): Guard =>
  and([{ type: name, params: { site } }]);

/** The image at `site` is in this state. */
export const imageIs = (site: Site, state: string): Guard => stateIn({ [site]: { image: state } });

/** The image's replayer at `site` is in this state. */
export const replayerIs = (site: Site, state: string): Guard =>
  stateIn({ [site]: { replayer: state } });

/** The parent that clones at `site` are made from is in one of these states there. */
export const parentIs = (site: Site, ...states: string[]): Guard =>
  or(states.map((state) => stateIn({ [site]: { parent: state } })));

/** There is an image here that is mirrored; its record is what librbd asks for, not its role. */
export const mirrored = (site: Site): Guard =>
  any(
    ...['making', 'creating', 'primary', 'nonprimary', 'disabling'].map((state) =>
      imageIs(site, state),
    ),
  );

/**
 * The peer has another image. Under another name each would come to stand beside the other, once they are
 * mirrored; the model has one image at a site, and gives no answer to what leads there.
 */
const otherThere = (site: Site): Guard =>
  all(no(imageIs(peerOf(site), 'absent')), no(holds('related', site)));

/** Mirrored here, the image would come to stand beside another one. */
export const standsBeside = (site: Site): Guard => all(otherThere(site), holds('otherName', site));

/** Renamed, one of two images that are not the same would come to stand beside the other. */
export const partsNames = (site: Site): Guard =>
  all(otherThere(site), any(mirrored(site), mirrored(peerOf(site))));

/** The site's processes run. */
export const runs = (site: Site): Guard => stateIn({ [site]: { cluster: 'up' } });

const hasMonitor = (site: Site): Guard => stateIn({ [site]: { monitor: 'up' } });

/** The site's data can be had, by those who are connected. */
export const stores = (site: Site): Guard => all(runs(site), stateIn({ [site]: { osd: 'up' } }));

/** A client that comes to the site is let in. */
export const opens = (site: Site): Guard => all(runs(site), hasMonitor(site));

/** The site does what clients ask. */
export const up = (site: Site): Guard => all(opens(site), stores(site));

/** The site does what clients ask, also where that is to write. */
export const obeys = (site: Site): Guard => all(up(site), hasRoom(site));

/** The site's mirror daemon runs. */
export const active = (site: Site): Guard =>
  all(runs(site), stateIn({ [site]: { daemon: 'running' } }));

/** The site's pools take writes. */
export const hasRoom = (site: Site): Guard => stateIn({ [site]: { room: 'free' } });

/** A sync at the site can be completed. */
export const flows = (site: Site): Guard => stateIn({ [site]: { supply: 'flowing' } });

/** The parent's copy at the site can be completed. */
export const parentFlows = (site: Site): Guard => stateIn({ [site]: { parentSupply: 'flowing' } });

/** The site's mirror daemon runs and reaches both clusters. */
export const reach = (site: Site): Guard =>
  all(active(site), stores(site), stateIn({ link: 'up' }), stores(peerOf(site)));

/** As above, and what it writes at the site is taken. */
export const works = (site: Site): Guard => all(reach(site), hasRoom(site));

/** As above, and it can take snapshots at the site. */
export const snaps = (site: Site): Guard => all(works(site), hasMonitor(site));

/**
 * Journal mode: the peer's daemon has the image's lock, since its first copy took a snapshot there,
 * and lets nobody else have it while what it reads for that copy is held back.
 */
export const lockStuck = (site: Site): Guard => {
  const peer = peerOf(site);
  const copying = all(holds('inPart', peer), no(holds('whole', peer)));
  const atIt = any(
    all(replayerIs(peer, 'replaying'), copying),
    // A promotion by force of what was copied so far does not wait for its replayer to let go.
    all(replayerIs(peer, 'closing'), holds('torn', peer)),
  );
  return all(reach(peer), atIt, no(flows(peer)));
};

export const all = (...guards: Guard[]): Guard => and(guards);
export const any = (...guards: Guard[]): Guard => or(guards);
export const no = (guard: Guard): Guard => not(guard);
