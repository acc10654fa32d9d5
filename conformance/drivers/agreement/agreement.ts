import type { Fault } from '../../../model/events.ts';
import { type Site, sites } from '../../../model/site.ts';
import type { Stepper } from '../../../model/stepper.ts';
import type { FaultStep } from '../../../scenarios/events.ts';
import { faultStepOf } from '../../../scenarios/volumes/amid.ts';
import type { VolumeNumber, VolumeStep } from '../../../scenarios/volumes/step.ts';
import { faultEnds, faultOf } from '../faults.ts';
import { strangerWrite } from '../making.ts';
import type { LibraryCall } from '../protocol.ts';
import type { DriverRecord, HandDone, VolumeSight, VolumeStepRecord } from '../record.ts';
import type { Struck } from '../strike.ts';
import { Lineage } from './lineage.ts';
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
  /** What an image was called first, by what it is called now. */
  readonly #names = new Map<string, string>();
  readonly #lineage = new Lineage();
  readonly #faults: Fault[] = [];
  #index = 0;

  constructor(record: DriverRecord, model: Stepper) {
    this.#record = record;
    this.#model = model;
  }

  step(record: VolumeStepRecord): void {
    const { step, hands = [], calls = [], sights } = record;
    const before = record.struck?.calls ?? calls.length;
    for (const call of calls.slice(0, before)) this.#called(call, step);
    if (record.struck !== undefined) this.#strike(record.struck);
    for (const call of calls.slice(before)) this.#called(call, step);
    if (record.answer === 'hangs' || record.answer === 'dies') this.#unfollow(record.answer);
    for (const fault of faultsOf(step)) this.#struck(fault);
    for (const done of hands) this.#handled(done);
    if (step.do === 'write') this.#wrote(step.volume, record);
    const rest = step.do === 'settle' || step.do === 'repair';
    for (const [number, sight] of Object.entries(sights)) {
      if (isThere(sight)) this.#mustKnow(number);
      this.#of(number)?.looked(sight, rest);
      this.#lineage.looked(this.#images.get(number) ?? '', sight);
    }
    this.#note();
    this.#index += 1;
  }

  #called(call: LibraryCall, step: VolumeStep): void {
    if (call.image === null) return;
    const image = this.#names.get(call.image) ?? call.image;
    if (!isSite(call.site)) {
      this.#witnesses.get(image)?.called(call);
      return;
    }
    const witness = this.#witnesses.get(image) ?? this.#firstCalled(image, call.site, call, step);
    const wasMade = step.do === 'manage' && call.call === 'rename';
    if (!wasMade && this.#lineage.bars(image, call.call, call.args)) {
      witness?.unfollow(barred);
    }
    witness?.called(call);
    if (call.error !== undefined) return;
    this.#lineage.called(image, call);
    this.#toldClones(image, call.call, call.site);
    const [last] = call.args.slice(-1);
    if (call.call === 'clone') this.#cloned(image, call.site, String(call.args[0]), String(last));
    if (call.call === 'copy') this.#copied(image, call.site, String(last));
    if (call.call !== 'rename') return;
    this.#names.set(String(last), image);
    // At the other site it still has its old name, and the model knows of none.
    if (!wasMade) witness?.unfollow('it was renamed');
  }

  /** An image that nothing is known of is made now, or was made beside the driver for it to take over. */
  #firstCalled(
    image: string,
    site: Site,
    { call }: LibraryCall,
    step: VolumeStep,
  ): Witness | undefined {
    const begun = this.#beginNamed(image);
    if (call === 'create') return begun;
    if (step.do === 'manage') begun?.made(site, [strangerWrite], false);
    else begun?.unfollow('it was not made empty, and by the driver');
    return begun;
  }

  #cloned(parent: string, site: Site, snapshot: string, image: string): void {
    const { writes, mirrored } = this.#lineage.sourceOf(parent, site, snapshot);
    const child = this.#beginNamed(image);
    this.#lineage.cloned(image, parent, snapshot);
    if (writes === undefined) child?.unfollow(unseen);
    else child?.cloned(site, writes, mirrored);
  }

  #copied(source: string, site: Site, image: string): void {
    const { writes, journaled } = this.#lineage.sourceOf(source, site);
    const copy = this.#beginNamed(image);
    if (writes === undefined) copy?.unfollow(unseen);
    else copy?.made(site, writes, journaled && this.#record.mode === 'journal');
  }

  /** What was done to a parent, where its clones are followed. */
  #toldClones(image: string, call: string, site: Site): void {
    for (const child of this.#lineage.childrenOf(image)) {
      this.#witnesses.get(child.image)?.parentCalled(call, site);
    }
  }

  #handled(done: HandDone): void {
    const image = this.#names.get(done.image) ?? done.image;
    const call = `mirror_image_${done.command}`;
    const witness = this.#witnesses.get(image);
    if (this.#lineage.bars(image, call, [])) witness?.unfollow(barred);
    witness?.handled(done);
    if (done.answer === 'ok') this.#toldClones(image, call, done.site);
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

const barred = 'what its clones need was changed';
const unseen = 'it was made from what was not seen';

const isSite = (name: string): name is Site => sites.some((site) => site === name);

const isThere = (sight: VolumeSight): boolean =>
  sites.some((site) => !/^(absent|trashed|unreachable)$/.test(sight[site].role));

/** What strikes, or ends, in a step. */
function faultsOf(step: VolumeStep | FaultStep): readonly Fault[] {
  if (step.do === 'repair') return faultEnds;
  const fault = faultOf(step);
  return fault === undefined ? [] : [fault];
}
