import type { Mode } from '../../model/site.ts';
import type { FaultStep } from '../../scenarios/events.ts';
import { isMaking, type VolumeNumber, type VolumeStep } from '../../scenarios/volumes/step.ts';
import type { Clusters } from './clusters.ts';
import { judgeDatabase } from './database/judge.ts';
import type { Done } from './done.ts';
import type { Driver } from './driver.ts';
import { Faults } from './faults.ts';
import { featuresFound } from './features.ts';
import { Hands } from './hands.ts';
import { atStake, type Found, isSwitch, judge, toldWell } from './judge.ts';
import { Ledger } from './ledger.ts';
import { look } from './look.ts';
import type { OwedCode } from './obligations.ts';
import { passageStart, passages, settleAccounts } from './passages.ts';
import type { Finding, VolumeSight, VolumeStepRecord } from './record.ts';
import { repair } from './repair.ts';
import { Requests } from './requests.ts';
import { converged, leftBehind } from './rest.ts';
import { write } from './writes.ts';

/** The simulated clusters know nothing of what a driver asked of them: the run says nothing more. */
export class NotModelled extends Error {
  override readonly name = 'NotModelled';
}

type Sights = Map<VolumeNumber, VolumeSight>;

/** A driver, its volumes and their clusters, taken through a scenario one step at a time. */
export class Session {
  readonly records: VolumeStepRecord[] = [];
  readonly findings: Finding[] = [];
  /** What the driver could have been found wanting in, so far. */
  readonly atStake = new Set<OwedCode>();
  readonly #clusters: Clusters;
  readonly #ledger: Ledger;
  readonly #requests: Requests;
  readonly #faults = new Faults();
  readonly #mode: Mode;
  #sights: Sights = new Map();
  /** Both sites were brought together since the last thing that could have parted them. */
  #whole = true;

  constructor(clusters: Clusters, driver: Driver, { mode, seed }: { mode: Mode; seed: string }) {
    this.#clusters = clusters;
    this.#mode = mode;
    this.#ledger = new Ledger(seed, (id) => driver.imageOf(id));
    this.#requests = new Requests(driver, this.#ledger, clusters, mode);
  }

  /**
   * The images that there may be of this run, each with the number of the volume that it was one of; clones before
   * what they were made from.
   */
  images(): Readonly<Record<string, VolumeNumber>> {
    const { made, strangers } = this.#ledger;
    const all = made.map(({ image, number }) => [image, number] as const).reverse();
    return Object.fromEntries([...all, ...strangers]);
  }

  /** Sets the driver up. */
  async begin(): Promise<void> {
    this.#note((await this.#requests.start()).found);
  }

  /** Does one step, and judges it. */
  async step(step: VolumeStep): Promise<void> {
    const beside = await this.#beside(step);
    const done = beside ?? (await this.#request(step));
    if (beside !== undefined) this.#sights = await this.#look();
    if (step.do === 'settle' || step.do === 'repair') await this.#atRest();
    this.#record(step, done);
  }

  /** Does a step in which nothing is asked of the driver; undefined for any other. */
  async #beside(step: VolumeStep): Promise<Partial<VolumeStepRecord> | undefined> {
    switch (step.do) {
      case 'write':
        return this.#write(step);
      case 'by-hand':
        return this.#byHand(step);
      case 'settle':
        await this.#clusters.settle([...this.#ledger.volumes.values()]);
        return {};
      case 'repair':
        return this.#repair();
      case 'cut':
      case 'heal':
      case 'stop-site':
      case 'kill-site':
      case 'start-site':
      case 'stop-daemon':
      case 'kill-daemon':
      case 'start-daemon':
        return this.#fault(step);
      default:
        return undefined;
    }
  }

  async #fault(step: FaultStep): Promise<Partial<VolumeStepRecord>> {
    await this.#clusters.fault(step);
    this.#faults.note(step);
    this.#whole = false;
    return {};
  }

  async #repair(): Promise<Partial<VolumeStepRecord>> {
    await this.#clusters.mend();
    this.#faults.clear();
    await this.#requests.revive();
    const hands = new Hands(this.#clusters);
    await repair({ clusters: this.#clusters, hands }, this.#ledger, this.#mode);
    this.#whole = true;
    return { hands: hands.done };
  }

  async #byHand({ command, site, volume: number }: Extract<VolumeStep, { do: 'by-hand' }>) {
    const volume = this.#ledger.volumes.get(number);
    if (volume === undefined) return { answer: 'ENOENT' };
    const hands = new Hands(this.#clusters);
    const answer = await hands.give(site, volume.image, command);
    if (command !== 'snapshot' && answer === 'ok') {
      volume.touched = true;
      this.#whole = false;
    }
    return { answer, hands: hands.done };
  }

  async #write(step: Extract<VolumeStep, { do: 'write' }>) {
    const volume = this.#ledger.volumes.get(step.volume);
    if (volume === undefined) return { answer: 'ENOENT' };
    const site = this.#ledger.active;
    const role = this.#sights.get(step.volume)?.[site].role;
    const well = this.#faults.serves(site) && toldWell(volume) && role === 'primary';
    const written = await write(this.#clusters, site, volume, { blocks: step.blocks, well });
    this.#note(written.found);
    const { answer, writes, refused } = written;
    return { answer, writes, written: { site, ...(refused !== undefined && { refused }) } };
  }

  async #request(step: VolumeStep): Promise<Partial<VolumeStepRecord>> {
    const start = passageStart(this.#ledger, this.#faults, this.#sights, this.#whole);
    const done = await this.#requests.perform(step, start.fine ? start.orders : undefined);
    this.#note(done.found, done.atStake);
    if (done.unmodelled !== undefined) throw new NotModelled(done.unmodelled);
    this.#keptBooks(step, done);
    this.#sights = await this.#look();
    if (done.answer !== 'skipped') {
      for (const passage of passages(step, done.answer, start, this.#ledger, this.#sights)) {
        this.#note(judge(passage), atStake(passage));
        settleAccounts(passage);
      }
      await this.#features(step, done.answer);
    }
    this.#unsettle(step);
    const volumes = [...this.#ledger.volumes.values()];
    if (start.was !== this.#ledger.active && !volumes.every(toldWell)) this.#whole = false;
    const { kept, ...told } = done;
    return kept === undefined ? told : { ...told, database: kept.after };
  }

  /** Judges what became of the database of a driver that keeps one. */
  #keptBooks(step: VolumeStep, { answer, kept }: Done): void {
    if (kept === undefined) return;
    const numbers = new Map(
      [...this.#ledger.volumes.values()].map(({ id, number }) => [id, number]),
    );
    const serves = this.#faults.serving();
    const { found, atStake } = judgeDatabase({ step, answer, serves, numbers, ...kept });
    this.#note(found, atStake);
  }

  async #features(step: VolumeStep, answer: string): Promise<void> {
    const volume = 'volume' in step ? this.#ledger.volumes.get(step.volume) : undefined;
    const { active } = this.#ledger;
    if (volume === undefined || answer !== 'ok' || !this.#faults.serves(active)) return;
    if (!isMaking(step) && step.do !== 'retype') return;
    // What is not mirrored, and is told to be, has been found wanting in that.
    const role = this.#sights.get(volume.number)?.[active].role;
    if (volume.type === 'replicated' && role !== 'primary') return;
    const features = await this.#clusters.features(active, volume.image);
    if (features === undefined) return;
    this.#note(featuresFound(volume, features, this.#mode), ['mode-features']);
  }

  /** What was in order before a request is known to be so again once it was seen at rest. */
  #unsettle(step: VolumeStep): void {
    const about = 'volume' in step ? [this.#ledger.volumes.get(step.volume)] : [];
    for (const volume of isSwitch(step) ? this.#ledger.volumes.values() : about) {
      if (volume !== undefined) volume.steady = false;
    }
  }

  /** What has to be so once nothing is left to be done, and no fault is under way. */
  async #atRest(): Promise<void> {
    if (!this.#faults.calm || !this.#whole) return;
    const { active, volumes, deleted } = this.#ledger;
    for (const volume of volumes.values()) {
      const sight = this.#sights.get(volume.number);
      if (sight === undefined) continue;
      const found = converged(volume, sight, active, this.#mode);
      volume.steady = found.length === 0 && toldWell(volume);
      this.#note(found, toldWell(volume) ? ['converges'] : []);
    }
    const free = deleted.filter((volume) => this.#ledger.madeFrom(volume).length === 0);
    for (const volume of free) {
      deleted.splice(deleted.indexOf(volume), 1);
      this.#note(leftBehind(volume, await look(this.#clusters, volume)), ['nothing-left-behind']);
    }
  }

  async #look(): Promise<Sights> {
    const seen: Sights = new Map();
    for (const volume of this.#ledger.volumes.values()) {
      seen.set(volume.number, await look(this.#clusters, volume));
    }
    return seen;
  }

  #note(found: readonly Found[], stake: readonly OwedCode[] = []): void {
    for (const code of stake) this.atStake.add(code);
    for (const { code } of found) this.atStake.add(code);
    const step = this.records.length;
    this.findings.push(...found.map((one) => ({ ...one, step })));
  }

  #record(step: VolumeStep, done: Partial<VolumeStepRecord>): void {
    const { answer = 'ok', message, writes, written, hands, calls, database } = done;
    const all = [...this.#ledger.volumes.values()];
    this.records.push({
      step,
      at: this.#clusters.now(),
      answer,
      ...(message !== undefined && { message }),
      ...(writes && { writes }),
      ...(written && { written }),
      ...(hands && { hands }),
      ...(database && { database }),
      ...(calls && { calls }),
      told: Object.fromEntries(all.map(({ number, told }) => [number, told ?? 'nothing'])),
      sights: Object.fromEntries(this.#sights),
    });
  }
}
