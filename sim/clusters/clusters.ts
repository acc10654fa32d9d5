import type { Fault } from '../../model/events.ts';
import type { Mode, Site } from '../../model/site.ts';
import type { Stepper } from '../../model/stepper.ts';
import { roleAt, type StatusView, serves, statusAt } from '../../model/views.ts';
import { seededScheduler } from '../scheduler.ts';
import { SimulatedPair } from '../simulated-pair.ts';
import { boundTo } from './bound.ts';
import { SimulatedImage } from './image.ts';
import type { Making, Parent } from './making.ts';

/** An image, and when by the clock of the clusters it was made. */
type Kept = { readonly image: SimulatedImage; since: number };

/**
 * Two simulated clusters that mirror any number of images, each in its own time, under the same faults.
 * One virtual clock goes for all.
 */
export class SimulatedClusters {
  readonly mode: Mode;
  /** What they tell users of an image. */
  readonly status: StatusView;
  readonly #model: () => Stepper;
  readonly #seed: string;
  readonly #kept: Kept[] = [];
  readonly #faults: Fault[] = [];
  /** Of no image: what the clusters themselves are. */
  readonly #bare: SimulatedPair;
  #now = 0;
  /** When who waits for an answer gives up, by the clusters' clock. */
  #until = Number.POSITIVE_INFINITY;

  constructor(mode: Mode, model: () => Stepper, seed: string, status = statusAt) {
    this.mode = mode;
    this.status = status;
    this.#model = model;
    this.#seed = seed;
    this.#bare = this.#pair('none');
  }

  /** Virtual milliseconds since the clusters were made. */
  get now(): number {
    return this.#kept.reduce((now, kept) => Math.max(now, timeOf(kept)), this.#now);
  }

  /** Whether a site does what clients ask. */
  serves(site: Site): boolean {
    return serves(this.#bare.state, site);
  }

  /** The image of this name at a site; one that is there in part, or in the trash, has none. */
  find(site: Site, name: string): SimulatedImage | undefined {
    return this.at(site).find((image) => image.nameAt(site) === name);
  }

  /** The images at a site. */
  at(site: Site): readonly SimulatedImage[] {
    return this.#kept
      .map(({ image }) => image)
      .filter((image) => !/^(absent|trashed|unreachable)$/.test(roleAt(image.state, site)));
  }

  /** The image that was given this name when it was made, wherever it is now; the newest of them. */
  named(name: string): SimulatedImage | undefined {
    return this.#kept.findLast(({ image }) => image.first === name)?.image;
  }

  /** A new image, which is nowhere yet: its first command makes it. */
  make(making: Making): SimulatedImage {
    const pair = this.#pair(`${making.name}.${this.#kept.length}`, making.parent);
    for (const fault of this.#faults) pair.fault(fault);
    const image = new SimulatedImage(pair, this, making);
    this.#kept.push({ image, since: this.now - pair.now });
    return image;
  }

  /** Lets a fault strike, or end. */
  fault(fault: Fault): void {
    this.#faults.push(fault);
    this.#bare.fault(fault);
    for (const { image } of this.#kept) image.fault(fault);
  }

  /** Whoever asks for something from now on waits so many milliseconds for it. */
  waitAtMost(milliseconds: number): void {
    this.#until = this.now + milliseconds;
  }

  /** Lets time pass for one who waits; false where it is more than that one has: then all of it has passed. */
  pass(milliseconds: number): boolean {
    const left = this.#until - this.now;
    this.elapse(Math.max(0, Math.min(milliseconds, left)));
    return milliseconds <= left;
  }

  /** Lets virtual time pass, in which the daemons do what they have to do. */
  elapse(milliseconds: number): void {
    const until = this.now + milliseconds;
    for (const kept of this.#kept) {
      const left = until - timeOf(kept);
      if (left > 0) kept.image.pair.elapse(left);
    }
    this.#now = until;
  }

  #pair(name: string, parent?: Parent): SimulatedPair {
    const model = parent === undefined ? this.#model() : boundTo(parent, this.#model());
    return new SimulatedPair(model, seededScheduler(`${this.#seed}/${name}`));
  }
}

const timeOf = ({ image, since }: Kept): number => since + image.pair.now;
