import { type Mode, peerOf, type Site, sites } from '../../model/site.ts';
import type { FaultStep } from '../../scenarios/events.ts';
import type { VolumeNumber, VolumeStep } from '../../scenarios/volumes/step.ts';
import type { Clusters, Watched } from './clusters.ts';
import type { Driver } from './driver.ts';
import { Faults } from './faults.ts';
import { alone, type Found, inOrder, judge, type Moment, toldWell } from './judge.ts';
import { Ledger, type LedgerVolume } from './ledger.ts';
import type { Finding, VolumeSight, VolumeStepRecord } from './record.ts';
import { repair } from './repair.ts';
import { Requests } from './requests.ts';
import { converged, excuse, leftBehind } from './rest.ts';
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
  readonly #clusters: Clusters;
  readonly #ledger: Ledger;
  readonly #requests: Requests;
  readonly #faults = new Faults();
  readonly #mode: Mode;
  #sights: Sights = new Map();
  /** Images of volumes that were deleted, and looked for since. */
  readonly #gone: string[] = [];
  /** Both sites were brought together since the last thing that could have parted them. */
  #whole = true;

  constructor(clusters: Clusters, driver: Driver, { mode, seed }: { mode: Mode; seed: string }) {
    this.#clusters = clusters;
    this.#mode = mode;
    this.#ledger = new Ledger(seed, (id) => driver.imageOf(id));
    this.#requests = new Requests(driver, this.#ledger, clusters, mode);
  }

  /** The images that there may be of this run. */
  images(): readonly string[] {
    const kept = [...this.#ledger.volumes.values(), ...this.#ledger.deleted];
    return [...kept.map(({ image }) => image), ...this.#gone];
  }

  /** Sets the driver up. */
  async begin(): Promise<void> {
    this.#note((await this.#requests.start()).found);
  }

  /** Does one step, and judges it. */
  async step(step: VolumeStep): Promise<void> {
    const done = await this.#do(step);
    this.#sights = await this.#look();
    if (step.do === 'settle' || step.do === 'repair') await this.#atRest();
    this.#record(step, done);
  }

  async #do(step: VolumeStep): Promise<Partial<VolumeStepRecord>> {
    switch (step.do) {
      case 'write':
        return this.#write(step);
      case 'by-hand':
        return this.#byHand(step);
      case 'settle':
        await this.#clusters.settle(this.#watched());
        return {};
      case 'repair':
        await this.#repair();
        return {};
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
        return this.#request(step);
    }
  }

  async #fault(step: FaultStep): Promise<Partial<VolumeStepRecord>> {
    await this.#clusters.fault(step);
    this.#faults.note(step);
    this.#whole = false;
    return {};
  }

  async #repair(): Promise<void> {
    await this.#clusters.mend();
    this.#faults.clear();
    await repair(this.#clusters, this.#ledger, this.#mode);
    this.#whole = true;
  }

  async #byHand({ command, site, volume: number }: Extract<VolumeStep, { do: 'by-hand' }>) {
    const volume = this.#ledger.volumes.get(number);
    if (volume === undefined) return { answer: 'ENOENT' };
    const answer = await this.#clusters.byHand(site, volume.image, command);
    if (command !== 'snapshot' && answer === 'ok') {
      volume.touched = true;
      this.#whole = false;
    }
    return { answer };
  }

  async #write(step: Extract<VolumeStep, { do: 'write' }>) {
    const volume = this.#ledger.volumes.get(step.volume);
    if (volume === undefined) return { answer: 'ENOENT' };
    const site = this.#ledger.active;
    const role = this.#sights.get(step.volume)?.[site].role;
    const well = this.#faults.serves(site) && toldWell(volume) && role === 'primary';
    const written = await write(this.#clusters, site, volume, { blocks: step.blocks, well });
    this.#note(written.found);
    return { answer: written.answer, writes: written.writes };
  }

  async #request(step: VolumeStep): Promise<Partial<VolumeStepRecord>> {
    const was = this.#ledger.active;
    const before = this.#sights;
    const calm = this.#faults.calm;
    const serves = this.#faults.serving();
    const volumes = [...this.#ledger.volumes.values()];
    const orders = new Map(
      volumes.map(({ number, type, touched, steady }) => {
        const sight = before.get(number);
        const own = type === 'replicated' ? inOrder : alone;
        const isSo = sight !== undefined && own({ calm, serves, sight }, was);
        return [number, isSo && !touched && (steady || type !== 'replicated')] as const;
      }),
    );
    const fine = calm && this.#whole;
    const done = await this.#requests.perform(step, fine ? orders : undefined);
    this.#note(done.found);
    if (done.unmodelled !== undefined) throw new NotModelled(done.unmodelled);
    const seen = await this.#look();
    for (const volume of this.#ledger.volumes.values()) {
      const after = seen.get(volume.number);
      if (after === undefined || done.answer === 'skipped') continue;
      const moment = (sight: VolumeSight): Moment => ({ calm, serves, sight });
      const passage = {
        step,
        volume,
        answer: done.answer,
        was,
        active: this.#ledger.active,
        before: moment(before.get(volume.number) ?? absent),
        after: moment(after),
        inOrder: volume.type === 'replicated' && orders.get(volume.number) === true && this.#whole,
      };
      this.#note(judge(passage));
      if (was !== this.#ledger.active) settleAccounts(volume, after, this.#ledger.active);
    }
    this.#unsettle(step);
    if (was !== this.#ledger.active && !volumes.every(toldWell)) this.#whole = false;
    return done;
  }

  /** What was in order before a request is known to be so again once it was seen at rest. */
  #unsettle(step: VolumeStep): void {
    const about = 'volume' in step ? [this.#ledger.volumes.get(step.volume)] : [];
    const all = step.do === 'failover' || step.do === 'failback';
    for (const volume of all ? this.#ledger.volumes.values() : about) {
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
      this.#note(found);
    }
    for (const volume of deleted.splice(0)) {
      this.#gone.push(volume.image);
      this.#note(leftBehind(volume, await this.#sight(volume)));
    }
  }

  async #look(): Promise<Sights> {
    const seen: Sights = new Map();
    for (const volume of this.#ledger.volumes.values()) {
      seen.set(volume.number, await this.#sight(volume));
    }
    return seen;
  }

  async #sight({ image, highest }: LedgerVolume): Promise<VolumeSight> {
    const [a, b] = await Promise.all(
      sites.map((site) => this.#clusters.sight(site, image, highest)),
    );
    if (a === undefined || b === undefined) throw new TypeError('there are two sites');
    return { a, b };
  }

  #watched(): Watched[] {
    return [...this.#ledger.volumes.values()].map(({ image, highest }) => ({ image, highest }));
  }

  #note(found: readonly Found[]): void {
    const step = this.records.length;
    this.findings.push(...found.map((one) => ({ ...one, step })));
  }

  #record(step: VolumeStep, done: Partial<VolumeStepRecord>): void {
    const {
      found: _,
      unmodelled: __,
      ...rest
    } = { found: undefined, unmodelled: undefined, ...done };
    const all = [...this.#ledger.volumes.values()];
    this.records.push({
      step,
      at: this.#clusters.now(),
      answer: 'ok',
      ...rest,
      told: Object.fromEntries(all.map(({ number, told }) => [number, told ?? 'nothing'])),
      sights: Object.fromEntries(this.#sights),
    });
  }
}

const nothing = { role: 'absent', content: 'absent', status: 'none' } as const;
const absent: VolumeSight = { a: nothing, b: nothing };

/** The writes that a failover left behind are excused from now on: what there was to say of them was said. */
function settleAccounts(volume: LedgerVolume, sight: VolumeSight, active: Site): void {
  excuse(volume, sight[active].content);
  if (sight[active].role === 'primary' && sight[peerOf(active)].role !== 'primary') {
    volume.touched = false;
  }
}
