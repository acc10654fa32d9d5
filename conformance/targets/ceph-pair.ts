import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { type Mode, type Site, sites } from '../../model/site.ts';
import { type FaultStep, interruptOf, isOfLab, requestOf } from '../../scenarios/events.ts';
import type { Step } from '../../scenarios/step.ts';
import type { DaemonLog } from '../daemon-log.ts';
import type { Lab } from '../lab/lab.ts';
import type { ImagePlace } from '../lab/layout.ts';
import { type Answer, type Pair, TargetFailure, type WrittenThrough } from '../target.ts';
import { cleanImage } from './ceph-clean.ts';
import { CephImage, parentPlace } from './ceph-client.ts';
import { CephFaults } from './ceph-faults.ts';
import { Moments } from './ceph-interrupt.ts';
import { operationOf } from './ceph-operation.ts';
import { isReplayerStep, tellByHand } from './ceph-replayer.ts';
import { CephWriter } from './ceph-writer.ts';

/** A command at a site that is known to give no answer: longer than it takes not to be let in. */
const muteMs = 5000;

/** Longer than the watch of a dead client is kept, and than it takes to find it expired. */
const watchMs = 10_000;

/** How much longer it may be kept on a machine that has more to do than it can. */
const watchMaxMs = 2 * watchMs;

const watchPollMs = 200;

/** What needs an image that nobody has open. */
const removes = /^(remove|trash)$/;

/** The answers after which the client that had them is dead. */
const deadly = /^(INTERRUPTED|HANG|CRASH)$/;

/** Who listens at no port is a client, and none of the cluster's own. */
const isClient = (address: string): boolean => address.includes(':0/');

/** How a run left its lab: as it found it, or in a state that nothing mends. */
export type LabState = 'clean' | 'unmendable';

/** Told how a run left its lab. */
export type Leave = (state: LabState) => Promise<void>;

/** What runs that share a lab do together: see Meeting. A run that has it alone does it at once. */
export interface Company {
  /** What befalls the lab is done once, when all have come to it. */
  readonly together: (what: string, once: () => Promise<void>) => Promise<void>;
  /** This run comes to nothing more; resolves when all have ended, and the lab is mended. */
  readonly end: (mend: () => Promise<void>) => Promise<void>;
}

const alone: Company = { together: (_, once) => once(), end: (mend) => mend() };

/** What a run is done on. */
export interface Setting {
  readonly lab: Lab;
  readonly mode: Mode;
  readonly place: ImagePlace;
  /** Says at which moments clients are killed that are to be interrupted. */
  readonly seed: string;
  readonly leave: Leave;
  readonly company?: Company;
}

/** The clients that each cluster has blocked, where it told. */
type Blocked = { readonly [At in Site]?: readonly string[] };

/** One image on the lab's two clusters. */
export class CephPair implements Pair {
  readonly #lab: Lab;
  readonly #leave: Leave;
  readonly #mode: Mode;
  readonly #place: ImagePlace;
  readonly #at: Readonly<Record<Site, CephImage>>;
  readonly #opened = performance.now();
  readonly #waits = monitorEventLoopDelay({ resolution: 100 });
  readonly #faults: CephFaults;
  readonly #company: Company;
  readonly #parentAt: Readonly<Record<Site, CephImage>>;
  readonly #moments: Moments;
  /** When a client of each site was killed last, by the clock of `performance`. */
  readonly #killed: Record<Site, number> = { a: -watchMs, b: -watchMs };
  #words: string | undefined;
  #highest = 0;
  /** Who was blocked before the run began. */
  #blocked: Blocked | undefined;
  /** A clone was made, and so there is a parent. */
  #cloned = false;

  constructor({ lab, mode, place, seed, leave, company = alone }: Setting) {
    this.#waits.enable();
    this.#company = company;
    this.#lab = lab;
    this.#moments = new Moments(seed);
    this.#leave = leave;
    this.#mode = mode;
    this.#place = place;
    this.#faults = new CephFaults(lab, place);
    const atBoth = (where: ImagePlace) => ({
      a: new CephImage(lab, 'a', where),
      b: new CephImage(lab, 'b', where),
    });
    this.#at = atBoth(place);
    this.#parentAt = atBoth(parentPlace(place));
  }

  async perform(step: Step, number = 0): Promise<Answer> {
    this.#blocked ??= await this.#blockedNow();
    const answer = await this.#perform(step, number);
    await this.#faults.keepHolds();
    return answer;
  }

  async #perform(step: Step, number: number): Promise<Answer> {
    const request = requestOf(step);
    if (request.kind === 'fault') {
      await this.#strike(request.step);
      return 'ok';
    }
    if (request.kind !== 'commands' || !('site' in step)) {
      throw new TargetFailure(`"${step.do}" is for the runner to do: it looks and waits`);
    }
    if (isReplayerStep(step)) return tellByHand(this.#lab, this.#place, step);
    if (step.do === 'write') this.#highest = Math.max(this.#highest, number);
    const how = { number, mode: this.#mode, first: !this.#cloned };
    const { op, args } = operationOf(step, how);
    if (removes.test(op)) await this.#watchGone(step.site);
    const answer = await this.#ask(step.site, op, args, interruptOf(step) !== undefined);
    if (answer === 'CRASH') this.#words = this.#at[step.site].words;
    if (deadly.test(answer)) this.#killed[step.site] = performance.now();
    this.#cloned ||= step.do === 'clone' && answer === 'ok';
    return answer;
  }

  async #strike(step: FaultStep): Promise<void> {
    const strike = () => this.#faults.strike(step, this.#highest);
    if (isOfLab(step)) await this.#company.together(JSON.stringify(step), strike);
    else await strike();
    await this.#faults.struck(step);
    // A daemon is a client of both sites.
    if (step.do === 'kill-daemon') for (const site of sites) this.#killed[site] = performance.now();
  }

  async demoteWriting(
    site: Site,
    _wanted: true | number,
    numbers: readonly number[],
  ): Promise<WrittenThrough> {
    const demote = () => this.perform({ do: 'demote', site });
    // Whoever cannot be served need not be tried.
    if (this.#faults.mute(site)) return { answer: await demote(), begun: 0, acknowledged: 0 };
    this.#highest = Math.max(this.#highest, ...numbers);
    const writer = new CephWriter(this.#lab, site, this.#place);
    return writer.through(demote, numbers, () => this.#moments.random());
  }

  #ask(site: Site, op: string, args: object, interrupted: boolean): Promise<Answer> {
    if (interrupted) return this.#at[site].interrupt(op, args, this.#moments.draw(op, args));
    return this.#at[site].act(op, args, this.#faults.mute(site) ? muteMs : undefined);
  }

  /** An image with a client cannot be removed (EBUSY); a dead one counts until its watch has expired. */
  async #watchGone(site: Site): Promise<void> {
    const since = () => performance.now() - this.#killed[site];
    if (since() < watchMs) await delay(watchMs - since());
    while (since() < watchMaxMs && (await this.#at[site].watched())) await delay(watchPollMs);
  }

  words() {
    return this.#words;
  }

  role(site: Site) {
    return this.#at[site].role();
  }

  newestSnapshot(site: Site) {
    return this.#at[site].newestSnapshot();
  }

  async status(site: Site) {
    return (await this.sight(site)).status;
  }

  async content(site: Site) {
    return (await this.sight(site)).content;
  }

  async sight(site: Site) {
    const seen = await this.#at[site].sight(this.#highest);
    const blocked = await this.#newlyBlocked(site);
    return {
      ...seen,
      ...(blocked && { blocked }),
      ...(this.#cloned && { parent: await this.#parentAt[site].role() }),
    };
  }

  /**
   * Whom a cluster has blocked for this run; nobody can tell where others share the lab, nor where a manager of the
   * cluster was replaced, whose own clients are blocked with it (mon/MgrMonitor.cc, drop_active).
   */
  async #newlyBlocked(site: Site): Promise<readonly string[] | undefined> {
    const before = this.#company === alone ? this.#blocked?.[site] : undefined;
    const now = before && (await this.#at[site].blocked());
    const newly = now?.filter((client) => !before?.includes(client));
    return newly?.every(isClient) ? newly : undefined;
  }

  async #blockedNow(): Promise<Blocked> {
    if (this.#company !== alone) return {};
    const [a, b] = await Promise.all([this.#at.a.blocked(), this.#at.b.blocked()]);
    return { ...(a && { a }), ...(b && { b }) };
  }

  evidence(site: Site): Promise<unknown> {
    return this.#at[site].evidence();
  }

  daemonLog(site: Site): DaemonLog {
    return { text: this.#lab.sites[site].daemonLog(), opened: Date.now() - this.now() };
  }

  now(): number {
    return performance.now() - this.#opened;
  }

  stood(): number {
    return this.#waits.max / 1e6;
  }

  async pause(milliseconds: number): Promise<void> {
    await delay(milliseconds);
  }

  async close(): Promise<void> {
    this.#waits.disable();
    try {
      await this.#company.end(() => this.#lab.mend());
      await this.#faults.end();
      await cleanImage(this.#lab, this.#place);
      if (this.#cloned) await cleanImage(this.#lab, parentPlace(this.#place));
    } catch (error) {
      await this.#leave('unmendable');
      if (!(error instanceof TargetFailure)) throw error;
      return;
    }
    await this.#leave('clean');
  }
}
