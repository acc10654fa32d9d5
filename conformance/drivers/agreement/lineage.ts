import { type Site, sites } from '../../../model/site.ts';
import { feature } from '../../../sim/clusters/features.ts';
import type { LibraryCall } from '../protocol.ts';
import type { VolumeSight } from '../record.ts';

/** A clone, for as long as it, or a copy of it, may need the snapshot that it was made of. */
export interface Child {
  readonly image: string;
  readonly parent: string;
  readonly snapshot: string;
  /** It was mirrored while it was a clone: a copy of it may need the snapshot, whatever becomes of it. */
  mirrored: boolean;
}

/** What an image is to hold that is made of another one, and how that one is mirrored. */
export interface Source {
  /** The numbers of the writes, ascending; undefined where they were not seen. */
  readonly writes: readonly number[] | undefined;
  readonly mirrored: boolean;
  readonly journaled: boolean;
}

/** What images have to do with each other: what was made of which, and what of that can still be asked for. */
export class Lineage {
  readonly #contents = new Map<string, readonly number[]>();
  /** Images at the sites where they are mirrored. */
  readonly #mirrored = new Set<string>();
  readonly #journaled = new Set<string>();
  readonly #children: Child[] = [];

  /** The clones of an image that may need it. */
  childrenOf(image: string): readonly Child[] {
    return this.#children.filter(({ parent }) => parent === image);
  }

  /** Whether a command changes what clones of this image need, so that its answer is not its own alone. */
  bars(image: string, call: string, [name]: readonly unknown[]): boolean {
    const needed = this.childrenOf(image);
    if (/^(unprotect|remove)_snap$/.test(call)) {
      return needed.some(({ snapshot }) => snapshot === name);
    }
    return needed.length > 0 && barred.test(call);
  }

  /** What is made of an image at a site: of a snapshot of it, or of what it holds. */
  sourceOf(image: string, site: Site, snapshot?: string): Source {
    return {
      writes: this.#contents.get(placeOf(image, snapshot ?? site)),
      mirrored: this.#mirrored.has(placeOf(image, site)),
      journaled: this.#journaled.has(image),
    };
  }

  /** A clone was made. */
  cloned(image: string, parent: string, snapshot: string): void {
    this.#children.push({ image, parent, snapshot, mirrored: false });
  }

  /** A driver called librbd about an image, and that was done. */
  called(image: string, { call, args, site }: LibraryCall): void {
    if (call === 'create_snap') this.#took(image, site, String(args[0]));
    if (call === 'flatten' || call === 'remove') this.#parted(image);
    if (call === 'mirror_image_enable') this.#enabled(image, site);
    if (call === 'mirror_image_disable') this.#disabled(image, site);
    if (call !== 'update_features' || ((Number(args[0]) || 0) & feature.journaling) === 0) return;
    if (args[1] === true) this.#journaled.add(image);
    else this.#journaled.delete(image);
  }

  /** An image was looked at. */
  looked(image: string, sight: VolumeSight): void {
    for (const site of sites) {
      const { role, content } = sight[site];
      if (typeof content === 'string') this.#contents.delete(placeOf(image, site));
      else this.#contents.set(placeOf(image, site), content);
      if (role === 'unreachable') continue;
      if (mirrored.test(role)) this.#mirrored.add(placeOf(image, site));
      else this.#mirrored.delete(placeOf(image, site));
    }
  }

  #took(image: string, site: string, snapshot: string): void {
    const held = this.#contents.get(placeOf(image, site));
    if (held !== undefined) this.#contents.set(placeOf(image, snapshot), held);
  }

  #enabled(image: string, site: string): void {
    this.#mirrored.add(placeOf(image, site));
    this.#journaled.add(image);
    for (const child of this.#children) if (child.image === image) child.mirrored = true;
  }

  #disabled(image: string, site: string): void {
    this.#mirrored.delete(placeOf(image, site));
    this.#journaled.delete(image);
  }

  #parted(image: string): void {
    const at = this.#children.findIndex((one) => one.image === image && !one.mirrored);
    if (at >= 0) this.#children.splice(at, 1);
  }
}

/** Roles of what is mirrored, as librbd sees it at a site. */
const mirrored = /^(creating|primary|nonprimary|disabling)$/;

/** Calls that take a whole image from its clones, or have its copy made anew. */
const barred = /^(remove|trash_move|rename|mirror_image_(disable|resync))$/;

/** What an image holds at a site, or in a snapshot. */
const placeOf = (image: string, where: string): string => `${image}@${where}`;
