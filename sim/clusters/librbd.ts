import type { Command, ImageCommandName } from '../../model/events.ts';
import type { Site } from '../../model/site.ts';
import { type CloneCall, childrenOf, clone, copy, disable, enable, flatten } from './clones.ts';
import type { SimulatedClusters } from './clusters.ts';
import type { SimulatedImage } from './image.ts';
import { infoOf, modeOf, statusesOf } from './librbd-mirroring.ts';
import { changeSnapshot, snapshotsOf } from './librbd-snapshots.ts';
import { mirrorUuid } from './mirror-uuid.ts';
import { answered, type Reply, raised, returned, unmodelled } from './reply.ts';
import { inSilence } from './silent.ts';

/** A call of a method of librbd's, on an image at a site. */
export interface ImageCall {
  readonly site: Site;
  readonly image: string;
  readonly method: string;
  readonly args: readonly unknown[];
  /** Whoever calls has edited it since it was opened, and so has its lock. */
  readonly locked?: boolean | undefined;
}

/** `others` are all images at the site. */
type Method = (
  image: SimulatedImage,
  site: Site,
  args: readonly unknown[],
  others: readonly SimulatedImage[],
) => Reply;

const number = (value: unknown, otherwise = 0): number =>
  typeof value === 'number' ? value : otherwise;

const flag = (value: unknown): boolean => value === true;

const command =
  (name: ImageCommandName): Method =>
  (image, site) =>
    answered(image.give(`${name}.${site}` satisfies Command));

/** What clients can do with an open image: reads, edits, mirroring. */
const methods: Readonly<Record<string, Method>> = {
  open: () => returned(),
  features: (image, site) => returned(image.featuresAt(site)),
  size: (image, site) => returned(image.sizeAt(site)),
  stripe_unit: () => returned(4 * 1024 ** 2),
  op_features: () => returned(0),
  parent_info: (image, site) => {
    const parent = image.parentAt(site);
    if (parent === undefined) return raised('ENOENT');
    return returned([parent.image.nameAt(site), parent.snapshot]);
  },
  list_children: (image, site, [snapshot], others) =>
    returned(childrenOf(image, site, others, String(snapshot)).map((child) => child.nameAt(site))),
  flatten,
  update_features: (image, site, [asked, on]) =>
    answered(image.changeFeatures(site, number(asked), flag(on))),
  resize: (image, site, [size]) => answered(image.resize(site, number(size))),
  list_snaps: (image, site) => returned(snapshotsOf(image, site)),
  create_snap: changeSnapshot('create'),
  remove_snap: changeSnapshot('remove'),
  protect_snap: changeSnapshot('protect'),
  unprotect_snap: changeSnapshot('unprotect'),
  is_protected_snap: changeSnapshot('ask'),
  metadata_set: (image, site, [key, value]) =>
    answered(image.setMetadata(site, String(key), String(value))),
  metadata_get: (image, site, [key]) => {
    const value = image.metadataAt(site, String(key));
    return value === undefined ? raised('ENOENT') : returned(value);
  },
  mirror_image_enable: (image, site, [mode]) =>
    answered(enable(image, site, modeOf(image) !== number(mode))),
  mirror_image_disable: (image, site, [force], others) =>
    answered(disable(image, site, flag(force), others)),
  mirror_image_promote: (image, site, [force]) =>
    answered(image.give(`${flag(force) ? 'promote-force' : 'promote'}.${site}`)),
  mirror_image_demote: command('demote'),
  mirror_image_resync: command('resync'),
  mirror_image_create_snapshot: command('snapshot'),
  mirror_image_get_info: (image, site) => returned(infoOf(image, site)),
  // Of an image that is not mirrored it is that of the journal, which is 0.
  mirror_image_get_mode: (image, site) =>
    returned(infoOf(image, site).state === 'disabled' ? 0 : modeOf(image)),
  mirror_image_get_status: (image, site) => returned(statusesOf(image, site)),
};

/**
 * What librbd does for clients of the simulated clusters. Time that a call takes passes by the clusters'
 * clock; one that nothing is known of is said to be so, and never made up. Who calls is connected to a site that serves.
 */
export class Librbd {
  readonly #clusters: SimulatedClusters;

  constructor(clusters: SimulatedClusters) {
    this.#clusters = clusters;
  }

  /**
   * Connects a client. A site that does not serve is tried for as long as the client wants to, five minutes
   * if it does not say (client_mount_timeout).
   */
  connect(site: Site, seconds = 300): Reply {
    if (this.#clusters.serves(site)) return returned();
    return this.#clusters.pass(seconds * 1000) ? raised('ETIMEDOUT') : { kind: 'hang' };
  }

  /**
   * A client's call to a site that has fallen silent, of no image or of one that was opened before: given up after
   * `seconds` (rados_osd_op_timeout), or never, if the client does not say.
   */
  unanswered(call?: ImageCall, seconds?: number): Reply {
    const came = call && inSilence(call.method, this.#clusters.mode, call.locked === true);
    if (call && came === 'memory') return this.call(call);
    const returns = this.#clusters.pass((seconds ?? 300) * 1000);
    if (!returns || seconds === undefined) return { kind: 'hang' };
    if (came === 'crash') return { kind: 'crash', why: 'free(): invalid pointer' };
    return raised(came ?? 'ETIMEDOUT');
  }

  /** Lets a client sleep. */
  sleep(milliseconds: number): Reply {
    return this.#clusters.pass(milliseconds) ? returned() : { kind: 'hang' };
  }

  /** By what the cluster of a site knows itself as a peer. */
  uuid(site: Site): Reply {
    return returned(mirrorUuid(site));
  }

  /** The names of the images at a site. */
  list(site: Site): Reply {
    return returned(this.#clusters.at(site).map((image) => image.nameAt(site)));
  }

  /** The mirror status of each image at a site that is mirrored. */
  statuses(site: Site): Reply {
    const mirrored = this.#clusters
      .at(site)
      .filter((image) => infoOf(image, site).state !== 'disabled');
    return returned(mirrored.map((image) => statusesOf(image, site)));
  }

  /** Makes an image. */
  create(site: Site, name: string, size: number, features: number): Reply {
    if (this.#clusters.find(site, name) !== undefined) return raised('EEXIST');
    return answered(this.#clusters.make({ name, size, features }).give(`create.${site}`));
  }

  /** Makes a clone of a snapshot. */
  clone(site: Site, call: CloneCall): Reply {
    return clone(this.#clusters, site, call);
  }

  /** Makes a whole copy of an image. */
  copy(site: Site, image: string, to: string): Reply {
    return copy(this.#clusters, site, { image, to });
  }

  /** Removes an image. */
  remove(site: Site, name: string): Reply {
    return this.#on(site, name, (image) => answered(image.give(`remove.${site}`)));
  }

  /** Moves an image to the trash. */
  trash(site: Site, name: string): Reply {
    return this.#on(site, name, (image) => answered(image.give(`trash.${site}`)));
  }

  /** Renames an image. */
  rename(site: Site, name: string, other: string): Reply {
    return this.#on(site, name, (image) => answered(image.rename(site, other)));
  }

  /** Calls a method of an image. */
  call({ site, image: name, method, args }: ImageCall): Reply {
    const known = methods[method];
    if (known === undefined) return unmodelled(`rbd.Image.${method} is not simulated`);
    return this.#on(site, name, (image) => known(image, site, args, this.#clusters.at(site)));
  }

  #on(site: Site, name: string, work: (image: SimulatedImage) => Reply): Reply {
    const image = this.#clusters.find(site, name);
    return image === undefined ? raised('ENOENT') : work(image);
  }
}
