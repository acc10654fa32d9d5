import { type Command, siteOf } from '../model/events.ts';
import type { PromiseCode } from '../model/promises.ts';
import { type Site, sites } from '../model/site.ts';
import type { Stepper } from '../model/stepper.ts';
import { changesRole, requestOf, withoutInterrupt } from '../scenarios/events.ts';
import type { Step } from '../scenarios/step.ts';
import { awaitSnapshots } from './awaited.ts';
import { Numbers } from './numbers.ts';
import { Jury } from './oracle/jury.ts';
import type { Sight, Sights } from './oracle/sight.ts';
import type { StepRecord, WriteCounts } from './record.ts';
import { spell } from './spell.ts';
import { type Pair, type Target, TargetFailure } from './target.ts';
import { type Contradiction, expectation } from './verdict.ts';
import { WriteTally } from './write-tally.ts';

/** A contradiction, and the recorded step that it came in. */
export type Departure = Contradiction & { readonly step: number };

/** What a pair is followed by. */
export interface Following {
  readonly target: Pick<Target, 'patience'>;
  /** The model that the target is held to. */
  readonly model: Stepper;
  /** The model with all that is known of the target's release, if anything is; see Jury. */
  readonly actual?: Stepper;
  /** Told what a step waits for, where that takes long; or, without a text, that it goes on. */
  readonly onWait?: (what?: string) => void;
}

const nothingSeen: Sights = { a: {}, b: {} };

/** Takes a pair through a scenario, one step at a time, and has the oracle follow. */
export class Follower {
  readonly records: StepRecord[] = [];
  readonly #pair: Pair;
  readonly #jury: Jury;
  readonly #patience: Target['patience'];
  readonly #tally = new WriteTally();
  readonly #numbers = new Numbers();
  readonly #onWait: (what?: string) => void;
  #departure: Departure | undefined;

  /** Follows a pair as the target and the models of a job say; tells what it waits for, if asked to. */
  constructor(pair: Pair, { target, model, actual, onWait }: Following) {
    this.#pair = pair;
    this.#jury = new Jury(model, actual);
    this.#patience = target.patience;
    this.#onWait = onWait ?? (() => undefined);
  }

  /** How the run first left what is specified, in a way that its release is known for. */
  departure(): Departure | undefined {
    return this.#departure;
  }

  /** The promises that the run could have been found to break so far. */
  atStake = (): readonly PromiseCode[] => this.#jury.atStake;

  /** What became of the acknowledged writes. */
  writes(): WriteCounts {
    return this.#tally.counts();
  }

  /** Does one step; returns what it broke, which is the last that was recorded. */
  async step(step: Step): Promise<Departure | undefined> {
    const failed = await this.#do(step);
    return failed && { step: this.records.length - 1, ...failed };
  }

  async #do(step: Step): Promise<Contradiction | undefined> {
    const request = requestOf(step);
    if (request.kind === 'settle') return this.#settle(step);
    if (request.kind === 'let') return this.#let(step, request.internal);
    if (request.kind === 'fault') {
      const answer = await this.#pair.perform(step);
      this.#jury.fault(request.fault);
      return this.#look(step, { answer });
    }
    if (step.do === 'demote' && step.writing !== undefined) {
      return this.#demoteWriting(step, step.writing);
    }
    for (const [index, command] of request.commands.entries()) {
      const failed = await this.#command(single(step, index, request.commands.length), command);
      if (failed !== undefined) return failed;
    }
    return undefined;
  }

  async #command(step: Step, command: Command) {
    const site = siteOf(command);
    const number = this.#numbers.of(step);
    const answer = await this.#pair.perform(step, number);
    const failed = this.#jury.command(command, site, answer, number);
    const isWrite = (step.do === 'write' || step.do === 'clone') && number !== undefined;
    if (isWrite && answer === 'ok') this.#tally.acknowledge(number, site);
    const edit = isWrite || number === undefined ? {} : { edit: number };
    const reach = this.#pair.reach?.();
    const words = answer === 'CRASH' ? this.#pair.words?.() : undefined;
    const came = { answer, ...(reach !== undefined && { reach }), ...(words && { words }) };
    const done = { ...came, ...(isWrite && { writes: [number] }), ...edit };
    if (failed !== undefined) {
      this.#record(step, done, nothingSeen);
      return failed;
    }
    const changed = (answer === 'ok' || answer === 'INTERRUPTED') && changesRole(step);
    const contradiction = await this.#look(step, done, changed ? site : undefined);
    const forced = step.do === 'promote' && step.force && answer === 'ok';
    if (forced) this.#tally.force(site);
    return contradiction ?? expectation(step, answer, site);
  }

  /** Demotes an image while a client goes on writing to it. */
  async #demoteWriting(step: Extract<Step, { do: 'demote' }>, wanted: true | number) {
    const { site } = step;
    const numbers = this.#numbers.nextWrites();
    const { answer, begun, acknowledged } = await this.#pair.demoteWriting(site, wanted, numbers);
    this.#numbers.use(begun);
    const writes = numbers.slice(0, acknowledged);
    const [tried] = numbers.slice(acknowledged, begun);
    const failed = this.#jury.writtenThrough({ site, writes, tried }, answer);
    for (const write of writes) this.#tally.acknowledge(write, site);
    const done = { answer, writes, ...(tried !== undefined && { tried }) };
    if (failed !== undefined) {
      this.#record(step, done, nothingSeen);
      return failed;
    }
    const contradiction = await this.#look(step, done, answer === 'ok' ? site : undefined);
    return contradiction ?? expectation(step, answer, site);
  }

  /** Looks at the roles of both sites, and at the content of the one whose role changed. */
  async #look(
    step: Step,
    done: Partial<StepRecord>,
    changed?: Site,
  ): Promise<Contradiction | undefined> {
    const sights: Record<Site, Sight> = { a: {}, b: {} };
    let failed: Contradiction | undefined;
    for (const site of sites) {
      const role = await this.#role(site);
      sights[site] = { role, ...(site === changed && (await this.#image(site))) };
      failed ??= this.#jury.saw(site, sights[site]);
    }
    this.#record(step, done, sights);
    return failed;
  }

  /** Looks until both sites show, and go on showing, what a pair shows that has settled. */
  async #settle(step: Step): Promise<Contradiction | undefined> {
    const came = await awaitSnapshots(this.#pair, this.#jury, this.#patience, this.#onWait);
    if (came.wrong !== undefined) {
      this.#record(step, came.seen, nothingSeen);
      return came.wrong;
    }
    const began = this.#pair.now();
    const deadline = began + this.#patience.limit;
    let before = '';
    const { transient } = this.#patience;
    const suspected = spell();
    const rested = spell();
    for (;;) {
      const sights = await this.#fullSights();
      const idle = this.#pair.idle?.();
      const steady = idle ?? JSON.stringify(sights) === before;
      const doubted = this.#pair.now() >= began + this.#patience.doubt;
      const rest = steady ? this.#jury.settles(sights, idle === true, doubted) : 'no';
      const stays = rested(rest === 'perhaps', this.#pair.now()) >= transient;
      if (stays) this.#jury.stays();
      const settled = rest === 'yes' || stays;
      // A role that cannot be needs no waiting for: it is wrong once it is no passing one.
      const suspect = !settled && this.#suspects(sights);
      const wrong = suspected(suspect, this.#pair.now()) >= transient;
      const over = settled || wrong || idle === true || this.#pair.now() >= deadline;
      before = JSON.stringify(sights);
      if (!over) {
        await this.#pair.pause(this.#patience.poll);
        continue;
      }
      this.#record(step, { ...came.seen, ...(idle === true && { idle }) }, sights);
      if (!settled) return this.#jury.unsettled(sights);
      return undefined;
    }
  }

  /** Whether a role is seen that the image cannot have. */
  #suspects(sights: Sights): boolean {
    return sites.some((site) => {
      const { role } = sights[site];
      return role !== undefined && !this.#jury.allowsRole(site, role);
    });
  }

  /** The role at a site; one that cannot be is looked at again until it can no longer be passing. */
  async #role(site: Site): Promise<NonNullable<Sight['role']>> {
    const end = this.#pair.now() + this.#patience.transient;
    for (;;) {
      const role = await this.#pair.role(site);
      if (this.#jury.allowsRole(site, role) || this.#pair.now() >= end) return role;
      await this.#pair.pause(this.#patience.poll);
    }
  }

  async #let(step: Step, internal: Parameters<NonNullable<Pair['take']>>[0]) {
    if (this.#pair.take === undefined) return this.#settle(step);
    if (!this.#pair.take(internal)) {
      throw new TargetFailure(`${internal} is not possible here: the step no longer applies`);
    }
    this.#record(step, {}, nothingSeen);
    return undefined;
  }

  async #fullSights(): Promise<Sights> {
    const [a, b] = await Promise.all([this.#pair.sight('a'), this.#pair.sight('b')]);
    return { a, b };
  }

  /** What reading the image at a site shows. */
  async #image(site: Site): Promise<Pick<Sight, 'content' | 'shape'>> {
    const { content, shape } = await this.#pair.sight(site);
    return { content, ...(shape !== undefined && { shape }) };
  }

  #record(step: Step, done: Partial<StepRecord>, sights: Sights): void {
    for (const site of sites) {
      const { role, content } = sights[site];
      if (content !== undefined) this.#tally.read(site, content);
      else if (role === 'absent') this.#tally.read(site, 'absent');
    }
    const { departure } = this.#jury;
    if (departure !== undefined) this.#departure ??= { step: this.records.length, ...departure };
    this.records.push({
      step,
      at: this.#pair.now(),
      daemons: this.#pair.daemonSteps?.() ?? [],
      ...done,
      sights,
      possible: this.#jury.possible,
    });
  }
}

/** One command of a step, as a step: of several writes only the last is interrupted. */
function single(step: Step, index: number, count: number): Step {
  if (step.do !== 'write') return step;
  const one: Step = { ...step, blocks: 1 };
  return index < count - 1 ? withoutInterrupt(one) : one;
}
