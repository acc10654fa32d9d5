import seedrandom from 'seedrandom';

/**
 * How long an operation of the site agent usually takes in the lab, in milliseconds: a client is killed
 * at any moment up to then.
 */
const usual: Readonly<Record<string, number>> = {
  create: 40,
  write: 20,
  enable: 60,
  disable: 100,
  snapshot: 60,
  promote: 80,
  demote: 70,
  resync: 20,
  remove: 230,
  trash: 150,
  restore: 30,
};

/** As above, of an edit. */
const edit = 30;

/** As above, of what waits for the mirror daemon to let go of the image. */
const forced = 1200;

/** Draws the moments at which clients act or are killed, from a seed: the same ones each time. */
export class Moments {
  /** A number from 0 to 1. */
  readonly random: () => number;

  constructor(seed: string) {
    this.random = seedrandom.alea(seed);
  }

  /** After how many milliseconds the client of an operation is killed. */
  draw(op: string, args: object): number {
    const force = 'force' in args && args.force === true;
    return this.random() * (force ? forced : (usual[op] ?? edit));
  }
}
