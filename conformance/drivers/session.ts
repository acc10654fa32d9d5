import type { Mode } from '../../model/site.ts';
import type { VolumeNumber, VolumeStep } from '../../scenarios/volumes/step.ts';
import type { Clusters } from './clusters.ts';
import { booksKept } from './database/kept.ts';
import type { Driver } from './driver.ts';
import { Faults, faultStepIn } from './faults.ts';
import { featuresAfter } from './features.ts';
import { Hands } from './hands.ts';
import { atStake, type Found, isSwitch, judge, toldWell } from './judge.ts';
import { Ledger } from './ledger.ts';
import { look } from './look.ts';
import type { OwedCode } from './obligations.ts';
import {
  interrupted,
  type PassageStart,
  passageStart,
  passages,
  settleAccounts,
  struckStart,
  unsettle,
} from './passages.ts';
import type { Finding, VolumeSight, VolumeStepRecord } from './record.ts';
import { closeAccounts, repair } from './repair.ts';
import { Requests } from './requests.ts';
import { restedDeleted, restedVolumes } from './rest.ts';
import { Strike } from './strike.ts';
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
  /** What is to strike in the middle of the next failover. */
  #armed: Strike | undefined;
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
    if (step.do === 'settle' || step.do === 'repair') await this.#rest(step);
    else if (beside !== undefined) this.#sights = await this.#look();
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
        for (const volume of this.#ledger.volumes.values()) volume.rested = true;
        return {};
      case 'repair':
        return this.#repair();
      case 'amid':
        return this.#arm(step);
      default:
        return this.#fault(step);
    }
  }

  async #arm(step: Extract<VolumeStep, { do: 'amid' }>): Promise<Partial<VolumeStepRecord>> {
    if (!this.#requests.halts) {
      return { answer: 'skipped', message: 'the driver does not claim to halt' };
    }
    this.#armed = new Strike(step, this.#clusters, this.#faults);
    return {};
  }

  async #fault(step: VolumeStep): Promise<Partial<VolumeStepRecord> | undefined> {
    const fault = faultStepIn(step);
    if (fault === undefined) return undefined;
    await this.#clusters.fault(fault);
    this.#faults.note(fault);
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
    for (const volume of this.#ledger.volumes.values()) volume.interrupted = false;
    return { hands: hands.done };
  }

  async #byHand({ command, site, volume: number }: Extract<VolumeStep, { do: 'by-hand' }>) {
    const volume = this.#ledger.volumes.get(number);
    if (volume === undefined) return { answer: 'ENOENT' };
    const hands = new Hands(this.#clusters);
    const answer = await hands.give(site, volume.image, command);
    if (command !== 'snapshot' && answer === 'ok') {
      volume.touched = true;
      volume.interrupted = false;
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
    const strike = isSwitch(step) ? this.#armed : undefined;
    if (strike !== undefined) this.#armed = undefined;
    const done = await this.#requests.perform(step, start.fine ? start.orders : undefined, strike);
    this.#note(done.found, done.atStake);
    if (done.unmodelled !== undefined) throw new NotModelled(done.unmodelled);
    this.#note(...booksKept(step, done, this.#ledger, this.#faults));
    this.#sights = await this.#look();
    if (strike?.ended === true) interrupted(start, this.#ledger);
    else if (done.answer !== 'skipped') {
      await this.#judge(
        step,
        done.answer,
        strike?.struck ? struckStart(start, this.#faults) : start,
      );
    }
    if (strike?.struck !== undefined && !strike.ended) this.#whole = false;
    unsettle(step, this.#ledger);
    const volumes = [...this.#ledger.volumes.values()];
    if (start.was !== this.#ledger.active && !volumes.every(toldWell)) this.#whole = false;
    const { kept, ...told } = done;
    const struck = strike?.struck;
    return {
      ...told,
      ...(struck && { struck }),
      ...(kept !== undefined && { database: kept.after }),
    };
  }

  async #judge(step: VolumeStep, answer: string, start: PassageStart): Promise<void> {
    const after = { sights: this.#sights, serves: this.#faults.serving() };
    for (const passage of passages(step, answer, start, this.#ledger, after)) {
      this.#note(judge(passage), atStake(passage));
      settleAccounts(passage);
    }
    const at = { ledger: this.#ledger, sights: this.#sights, faults: this.#faults };
    const where = { clusters: this.#clusters, mode: this.#mode };
    this.#note(...(await featuresAfter(step, answer, at, where)));
  }

  /** Waits until nothing is left to be done; judges what has to be so then, where no fault is under way. */
  async #rest({ do: after }: VolumeStep): Promise<void> {
    const volumes = [...this.#ledger.volumes.values()];
    const seen = await this.#clusters.settle(volumes);
    this.#sights = new Map(
      volumes.flatMap(({ number }, at) => (seen[at] ? [[number, seen[at]] as const] : [])),
    );
    if (after === 'repair') closeAccounts(this.#ledger, this.#sights);
    if (!this.#faults.calm || !this.#whole) return;
    this.#note(...restedVolumes(this.#ledger, this.#sights, this.#mode));
    this.#note(...(await restedDeleted(this.#ledger, this.#clusters)));
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
    const { answer = 'ok', message, struck, writes, written, hands, calls, database } = done;
    const all = [...this.#ledger.volumes.values()];
    this.records.push({
      step,
      at: this.#clusters.now(),
      answer,
      ...(message !== undefined && { message }),
      ...(struck && { struck }),
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
