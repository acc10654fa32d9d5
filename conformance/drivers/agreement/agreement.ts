import type { Fault } from '../../../model/events.ts';
import { sites } from '../../../model/site.ts';
import type { Stepper } from '../../../model/stepper.ts';
import type { FaultStep } from '../../../scenarios/events.ts';
import type { VolumeNumber, VolumeStep } from '../../../scenarios/volumes/step.ts';
import { faultEnds, faultOf } from '../faults.ts';
import type { LibraryCall } from '../protocol.ts';
import type { DriverRecord, VolumeSight, VolumeStepRecord } from '../record.ts';
import { faultStepOf, type Struck } from '../strike.ts';
import { type Lost, Witness } from './witness.ts';

/** How the image of a volume parted from the model, and in which step, from 0. */
export type Parting = Lost & { readonly step: number; readonly image: string };

/**
 * Holds what clusters did under a driver to a model: each call into librbd, each write, fault and look, image by
 * image. Returns how each image parted from the model, if it did: by doing what the model forbids, or by going where
 * it does not follow. Nothing is run; a record holds every observation.
 */
export function partings(record: DriverRecord, model: Stepper): readonly Parting[] {
  const follower = new Follower(record, model);
  for (const step of record.steps) follower.step(step);
  return follower.partings;
}

class Follower {
  readonly partings: Parting[] = [];
  readonly #record: DriverRecord;
  readonly #model: Stepper;
  readonly #witnesses = new Map<string, Witness>();
  /** What each volume's image is called, by the number of the volume. */
  readonly #images = new Map<string, string>();
  readonly #faults: Fault[] = [];
  #index = 0;

  constructor(record: DriverRecord, model: Stepper) {
    this.#record = record;
    this.#model = model;
  }

  step(record: VolumeStepRecord): void {
    const { step, hands = [], calls = [], sights } = record;
    for (const [index, call] of calls.entries()) {
      if (index === record.struck?.calls) this.#strike(record.struck);
      this.#called(call);
    }
    if (record.struck !== undefined && record.struck.calls >= calls.length) {
      this.#strike(record.struck);
    }
    if (record.answer === 'hangs' || record.answer === 'dies') this.#unfollow(record.answer);
    for (const fault of faultsOf(step)) this.#struck(fault);
    for (const done of hands) this.#witnesses.get(done.image)?.handled(done);
    if (step.do === 'write') this.#wrote(step.volume, record);
    const rest = step.do === 'settle' || step.do === 'repair';
    for (const [number, sight] of Object.entries(sights)) {
      if (isThere(sight)) this.#mustKnow(number);
      this.#of(number)?.looked(sight, rest);
    }
    this.#note();
    this.#index += 1;
  }

  #called(call: LibraryCall): void {
    const { image } = call;
    if (image === null) return;
    if (!this.#witnesses.has(image)) {
      const begun = this.#beginNamed(image);
      if (call.call !== 'create') begun?.unfollow('it was not made empty, and by the driver');
    }
    const witness = this.#witnesses.get(image);
    // What librbd answers about the one depends on the other; the model of an image knows of no other.
    if (call.call === 'clone') witness?.unfollow('it has a clone');
    witness?.called(call);
    if (call.call !== 'clone' && call.call !== 'copy') return;
    this.#beginNamed(String(call.args.at(-1)))?.unfollow('it was made from another image');
  }

  #beginNamed(image: string): Witness | undefined {
    const number = this.#record.images[image];
    return number === undefined ? undefined : this.#begin(image, number);
  }

  /** An image that is there, and that no call has made: its driver does not tell what it calls. */
  #mustKnow(number: string): void {
    if (this.#of(number) !== undefined) return;
    for (const [image, own] of Object.entries(this.#record.images)) {
      if (String(own) !== number || this.#witnesses.has(image)) continue;
      this.#begin(image, own).unfollow('the driver tells no calls that it makes');
    }
  }

  #begin(image: string, number: number): Witness {
    const witness = new Witness(this.#model, this.#record.mode, this.#faults);
    this.#witnesses.set(image, witness);
    this.#images.set(String(number), image);
    return witness;
  }

  /** A call that did not return is not recorded: nothing is known of any image. */
  #unfollow(how: string): void {
    for (const witness of this.#witnesses.values()) {
      witness.unfollow(`the driver ${how} in a call, of which nothing is known`);
    }
  }

  /** Something struck in the middle of a request: what ended the driver did nothing to any image. */
  #strike({ strikes }: Struck): void {
    const fault = faultStepOf(strikes);
    for (const one of fault === undefined ? [] : faultsOf(fault)) this.#struck(one);
  }

  #struck(fault: Fault): void {
    this.#faults.push(fault);
    for (const witness of this.#witnesses.values()) witness.struck(fault);
  }

  #wrote(number: VolumeNumber, { answer, writes = [], written }: VolumeStepRecord): void {
    const witness = this.#of(String(number));
    if (witness === undefined || written === undefined) return;
    for (const write of writes) witness.wrote(written.site, 'ok', write);
    if (written.refused !== undefined) witness.wrote(written.site, answer, written.refused);
  }

  #of(number: string): Witness | undefined {
    return this.#witnesses.get(this.#images.get(number) ?? '');
  }

  #note(): void {
    for (const [image, { lost }] of this.#witnesses) {
      if (lost === undefined || this.partings.some((one) => one.image === image)) continue;
      this.partings.push({ ...lost, image, step: this.#index });
    }
  }
}

const isThere = (sight: VolumeSight): boolean =>
  sites.some((site) => !/^(absent|trashed|unreachable)$/.test(sight[site].role));

/** What strikes, or ends, in a step. */
function faultsOf(step: VolumeStep | FaultStep): readonly Fault[] {
  if (step.do === 'repair') return faultEnds;
  const fault = faultOf(step);
  return fault === undefined ? [] : [fault];
}
