import { type Mode, sites } from '../../model/site.ts';
import type { Configuration, MakingStep, VolumeStep } from '../../scenarios/volumes/step.ts';
import { doneOf, owedOf } from './answers.ts';
import { answerMs, type Clusters } from './clusters.ts';
import { readDatabase } from './database/read.ts';
import type { Done, Fine } from './done.ts';
import type { Answered, Driver } from './driver.ts';
import { type Found, isSwitch, toNowhere } from './judge.ts';
import { asTold, contentsOf, type Ledger, type LedgerVolume } from './ledger.ts';
import { makingOf, placeStranger } from './making.ts';
import { misled } from './misled.ts';
import type { OwedCode } from './obligations.ts';
import type { Method } from './protocol.ts';
import { methodOf } from './request-codes.ts';
import type { Strike } from './strike.ts';

type SwitchStep = Extract<VolumeStep, { do: 'failover' | 'failback' }>;

const skipped: Done = { answer: 'skipped', found: [] };

/** Asks a driver for what the steps of a scenario say, and keeps the book of what it answers. */
export class Requests {
  readonly #driver: Driver;
  readonly #ledger: Ledger;
  readonly #clusters: Clusters;
  readonly #mode: Mode;
  /** What was wrong with where the driver led users last: said once, and not after each request. */
  #misled = '';

  constructor(driver: Driver, ledger: Ledger, clusters: Clusters, mode: Mode) {
    this.#driver = driver;
    this.#ledger = ledger;
    this.#clusters = clusters;
    this.#mode = mode;
  }

  /** Whether the driver can be held in the middle of a failover. */
  get halts(): boolean {
    return this.#driver.halts;
  }

  /** Sets the driver up, as a service that starts; with a process of its own if it has none. */
  async start(): Promise<Done> {
    const { access } = this.#clusters;
    const { backend: active, configuration, run } = this.#ledger;
    const configured = configuration === 'default' ? {} : { configuration };
    const setup = { mode: this.#mode, sites: [access.a, access.b], active, run, ...configured };
    const well = sites.every((site) => this.#clusters.answers(site));
    const done = this.#owed('setup', await this.#driver.setup(setup), well, '');
    await readDatabase(this.#driver, this.#ledger);
    return done;
  }

  /** Starts a service anew that is down by its own database: it does not come back by itself. */
  async revive(): Promise<void> {
    await readDatabase(this.#driver, this.#ledger);
    if (this.#ledger.database?.service.up === false) await this.start();
  }

  async #restart(configuration: Configuration): Promise<Done> {
    if (!this.#driver.knows(configuration)) {
      return { ...skipped, message: `the driver does not claim to have ${configuration}` };
    }
    this.#ledger.configuration = configuration;
    return this.start();
  }

  /** Does one request. `fine` says what there is no reason to refuse; `strike` strikes in the middle of a failover. */
  async perform(step: VolumeStep, fine: Fine, strike?: Strike): Promise<Done> {
    this.#clusters.expect(answerMs);
    if (!this.#driver.runs && step.do !== 'restart') {
      const started = await this.start();
      if (started.answer !== 'ok') return started;
    }
    // What somebody did who has ended since was written down by nobody who was read.
    const before = this.#driver.runs ? this.#ledger.database : undefined;
    const asked = await this.#asks(step, fine, strike);
    if (asked.answer === 'skipped') return asked;
    const uses = await readDatabase(this.#driver, this.#ledger);
    const led = isSwitch(step) ? await this.#led(step) : [];
    const done = { ...asked, found: [...asked.found, ...led] };
    const { database: after } = this.#ledger;
    if (uses === undefined || before === undefined || after === undefined) return done;
    return { ...done, kept: { before, after, uses } };
  }

  async #asks(step: VolumeStep, fine: Fine, strike?: Strike): Promise<Done> {
    const method = methodOf[step.do];
    if (method !== undefined && !this.#driver.can(method)) {
      return { ...skipped, message: `the driver does not claim to have ${method}` };
    }
    switch (step.do) {
      case 'create':
      case 'clone':
      case 'create-from-snapshot':
      case 'manage':
        return this.#make(step, fine);
      case 'failover':
      case 'failback':
        return this.#switch(step, strike);
      case 'restart':
        return this.#restart(step.config);
      case 'freeze':
      case 'thaw':
        return this.#done(step.do, await this.#driver.ask(step.do, {}));
      default:
        return this.#ofVolume(step, fine);
    }
  }

  async #make(step: MakingStep, fine: Fine): Promise<Done> {
    const making = makingOf(step, this.#ledger, fine);
    if (typeof making === 'string') return { ...skipped, message: making };
    const { method, params, volume, well } = making;
    if (step.do === 'manage') {
      const answer = await placeStranger(this.#clusters, this.#ledger.active, volume);
      if (answer !== 'ok') return { ...skipped, message: `no image can be made: ${answer}` };
    }
    const came = await this.#driver.ask(method, params);
    if (came.kind === 'ok') {
      this.#ledger.volumes.set(step.volume, volume);
      this.#ledger.note(volume, came.value.update);
    } else if (step.do !== 'manage') this.#ledger.failed(volume);
    return this.#owed(method, came, well, step.type);
  }

  async #ofVolume(step: VolumeStep, fine: Fine): Promise<Done> {
    if (!('volume' in step)) return skipped;
    const volume = this.#ledger.volumes.get(step.volume);
    if (volume === undefined) return skipped;
    const usable = this.#ledger.allows(step.do, volume);
    const well = usable && !volume.touched && fine?.get(step.volume) === true;
    const told = asTold(volume);
    if (step.do === 'delete' && volume.snapshots.length > 0) {
      return { ...skipped, message: 'no caller deletes a volume that has snapshots' };
    }
    if (step.do === 'delete') {
      const came = await this.#driver.ask('delete_volume', { volume: told });
      if (came.kind === 'ok') this.#ledger.end(volume);
      return this.#owed('delete_volume', came, well, volume.type);
    }
    if (step.do === 'extend') {
      const came = await this.#driver.ask('extend', { volume: told, gib: volume.gib + 1 });
      if (came.kind === 'ok') volume.gib += 1;
      return this.#owed('extend', came, well, volume.type);
    }
    if (step.do === 'retype') return this.#retype(volume, step.to, well);
    return this.#snapshot(step, volume, well);
  }

  async #retype(volume: LedgerVolume, to: LedgerVolume['type'], well: boolean): Promise<Done> {
    const from = volume.type;
    if (from === to) return skipped;
    const clones = this.#ledger.madeFrom(volume).some(({ type }) => type === 'replicated');
    const came = await this.#driver.ask('retype', { volume: asTold(volume), to });
    if (came.kind === 'ok') {
      volume.type = to;
      this.#ledger.note(volume, came.value.update);
    }
    const what = `${from} to ${to}${clones ? ', with mirrored clones' : ''}`;
    return this.#owed('retype', came, well, what);
  }

  async #snapshot(step: VolumeStep, volume: LedgerVolume, well: boolean): Promise<Done> {
    if (step.do === 'snap-create') {
      const snapshot = this.#ledger.id();
      const came = await this.#driver.ask('create_snapshot', { volume: asTold(volume), snapshot });
      if (came.kind === 'ok') {
        volume.snapshots.push({ id: snapshot, contents: contentsOf(volume), sure: true });
      }
      return this.#owed('create_snapshot', came, well, volume.type);
    }
    const newest = volume.snapshots.at(-1);
    if (step.do !== 'snap-delete' || newest === undefined) return skipped;
    const snapshot = newest.id;
    const used = this.#ledger.madeFrom(volume, snapshot).length > 0;
    const came = await this.#driver.ask('delete_snapshot', { volume: asTold(volume), snapshot });
    if (came.kind === 'ok') volume.snapshots.pop();
    return this.#owed('delete_snapshot', came, well && newest.sure && !used, volume.type);
  }

  async #switch(step: SwitchStep, strike?: Strike): Promise<Done> {
    const all = [...this.#ledger.volumes.values()];
    const volumes = all.map(asTold);
    const came = await this.#asked(step, volumes, strike);
    if (strike?.ended && came.kind === 'dies') {
      return { answer: 'ended', found: [], calls: this.#driver.drain() };
    }
    const bad = toNowhere(step);
    if (came.kind === 'ok') {
      this.#ledger.active = came.value.active === 'default' ? 'a' : 'b';
      for (const volume of all) this.#ledger.note(volume, came.value.updates[volume.id]);
    }
    const done = this.#done(step.do, came);
    const taken: Found = {
      code: 'refuses-a-bad-target',
      aspect: 'accepted',
      saw: 'it failed over to a target that its configuration does not name',
    };
    const found = [...done.found, ...(bad && came.kind === 'ok' ? [taken] : [])];
    const stake: readonly OwedCode[] = bad ? ['refuses-a-bad-target'] : [];
    return {
      ...done,
      found,
      atStake: [...(done.atStake ?? []), ...stake, 'connects-to-the-active-site'],
    };
  }

  #asked(step: SwitchStep, volumes: readonly object[], strike?: Strike) {
    const to = step.do === 'failover' && step.to !== 'auto' ? step.to : null;
    const where = step.do === 'failover' ? { to } : {};
    const params = { volumes, ...where, ...(strike && { halt: strike.calls }) };
    return this.#driver.ask(step.do, params, strike && (() => strike.strike()));
  }

  /** Where the driver leads those who attach a volume: what is wrong with it is said once. */
  async #led(step: VolumeStep): Promise<readonly Found[]> {
    const [volume] = this.#ledger.volumes.values();
    const { active } = this.#ledger;
    // A cluster that is down cannot be asked for its monitors: nobody attaches anything there.
    if (volume === undefined || !this.#driver.runs || !this.#clusters.answers(active)) return [];
    const came = await this.#driver.ask('connection', { volume: asTold(volume) });
    if (came.kind !== 'ok') return this.#done('connection', came).found;
    const before = this.#misled;
    const wrong = misled(came.value, this.#clusters.ids[active], active);
    this.#misled = wrong?.what ?? '';
    if (wrong === undefined || wrong.what === before) return [];
    const aspect = `${step.do}: another ${wrong.what}`;
    const { saw } = wrong;
    return [{ code: 'connects-to-the-active-site', volume: volume.number, aspect, saw }];
  }

  #owed<Name extends Method>(method: Name, came: Answered<Name>, well: boolean, what: string) {
    return owedOf(this.#done(method, came), method, came, { well, what });
  }

  #done<Name extends Method>(method: Name, came: Answered<Name>): Done {
    return doneOf(method, came, this.#driver.drain());
  }
}
