import type { Place } from '../../scenarios/scenario.ts';
import type { Lab } from '../lab/lab.ts';
import type { Opening, Pair, Target } from '../target.ts';
import { CephPair, type LabState } from './ceph-pair.ts';
import { imagePlace, takeReady } from './ceph-place.ts';
import { Meeting } from './meeting.ts';

/** Several runs on one lab: each has an image and clients of its own, and all meet the same faults. */
export class Convoy {
  readonly #faults: Meeting;
  readonly #ends: Meeting;
  readonly #take: () => Promise<Lab>;
  readonly #putBack: (lab: Lab, state: LabState) => Promise<void>;
  #lab: Promise<Lab> | undefined;
  #left: number;
  #state: LabState = 'clean';

  constructor(
    count: number,
    take: () => Promise<Lab>,
    putBack: (lab: Lab, state: LabState) => Promise<void>,
  ) {
    this.#faults = new Meeting(count);
    this.#ends = new Meeting(count);
    this.#take = take;
    this.#putBack = putBack;
    this.#left = count;
  }

  /** Opens the pair of the next run. */
  async open({ mode, seed, ...where }: Opening): Promise<Pair> {
    this.#lab ??= this.#takeFor(where);
    const lab = await this.#lab;
    const own = lab.beside();
    const company = {
      together: (what: string, once: () => Promise<void>) => this.#faults.meet(what, once),
      end: (mend: () => Promise<void>) => {
        this.#faults.leave();
        return this.#ends.meet('the end', mend);
      },
    };
    const leave = async (state: LabState) => {
      await own.dismiss();
      await this.#leave(lab, state);
    };
    const place = imagePlace(mode, where);
    return new CephPair({ lab: own, mode, place, seed, leave, company });
  }

  /** All runs of a convoy are in one pool, as the first of them is. */
  #takeFor(where: Place): Promise<Lab> {
    return takeReady(where, this.#take, (lab) => this.#putBack(lab, 'unmendable'));
  }

  /** The last one to leave gives the lab back, in the state that is the worst of all. */
  async #leave(lab: Lab, state: LabState): Promise<void> {
    this.#left -= 1;
    if (state === 'unmendable') this.#state = state;
    if (this.#left === 0) await this.#putBack(lab, this.#state);
  }
}

/** A target whose next runs are those of a convoy. */
export class SharedCeph implements Target {
  readonly name: Target['name'];
  readonly deviations: Target['deviations'];
  readonly symptoms: Target['symptoms'];
  readonly patience: Target['patience'];
  readonly lanes: number;
  readonly #all: Target;
  readonly #convoy: Convoy;

  constructor(all: Target, convoy: Convoy) {
    this.name = all.name;
    this.deviations = all.deviations;
    this.symptoms = all.symptoms;
    this.patience = all.patience;
    this.lanes = all.lanes;
    this.#all = all;
    this.#convoy = convoy;
  }

  unsupported(step: Parameters<Target['unsupported']>[0]): string | undefined {
    return this.#all.unsupported(step);
  }

  open(run: Opening): Promise<Pair> {
    return this.#convoy.open(run);
  }

  /** The labs stay with the target that this one is of. */
  async close(): Promise<void> {
    return undefined;
  }
}
