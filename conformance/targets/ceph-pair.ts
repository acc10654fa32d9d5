import { setTimeout as delay } from 'node:timers/promises';
import type { Mode, Site } from '../../model/site.ts';
import type { Step } from '../../scenarios/step.ts';
import type { Lab } from '../lab/lab.ts';
import { until } from '../lab/wait.ts';
import { type Answer, type Content, type Pair, TargetFailure } from '../target.ts';
import { cleanImage } from './ceph-clean.ts';
import { CephImage } from './ceph-client.ts';

const size = 64 * 1024 * 1024;

// Snapshot mode needs no more; journal mode adds journaling itself when it is enabled.
const features = ['layering', 'exclusive-lock'];

/** One image on the lab's two clusters. */
export class CephPair implements Pair {
  readonly #lab: Lab;
  readonly #renew: () => Promise<void>;
  readonly #mode: Mode;
  readonly #image: string;
  readonly #at: Readonly<Record<Site, CephImage>>;
  readonly #opened = performance.now();
  #highest = 0;

  /** `renew` makes the lab anew: for one that a run left in a state which nothing mends. */
  constructor(lab: Lab, mode: Mode, image: string, renew: () => Promise<void>) {
    this.#lab = lab;
    this.#renew = renew;
    this.#mode = mode;
    this.#image = image;
    this.#at = { a: new CephImage(lab, 'a', image), b: new CephImage(lab, 'b', image) };
  }

  async perform(step: Step, writes: readonly number[]): Promise<Answer> {
    switch (step.do) {
      case 'create':
        return this.#at[step.site].act('create', { size, features });
      case 'enable':
        return this.#at[step.site].act('enable', { mode: this.#mode });
      case 'write':
        this.#highest = Math.max(this.#highest, ...writes);
        return this.#at[step.site].act('write', { numbers: writes });
      case 'promote':
        return this.#at[step.site].act('promote', { force: step.force });
      case 'disable':
      case 'snapshot':
      case 'demote':
      case 'resync':
      case 'remove':
        return this.#at[step.site].act(step.do);
      case 'settle':
      case 'let':
        throw new TargetFailure(`"${step.do}" is for the runner to do: it looks and waits`);
      default:
        await this.#fault(step);
        return 'ok';
    }
  }

  role(site: Site) {
    return this.#at[site].role();
  }

  status(site: Site) {
    return this.#at[site].status();
  }

  content(site: Site): Promise<Content> {
    return this.#at[site].content(this.#highest);
  }

  /** What lies behind a result at a site, for the record of a failure; its form is Ceph's. */
  evidence(site: Site): Promise<unknown> {
    return this.#at[site].evidence();
  }

  now(): number {
    return performance.now() - this.#opened;
  }

  async pause(milliseconds: number): Promise<void> {
    await delay(milliseconds);
  }

  async close(): Promise<void> {
    try {
      await this.#lab.mend();
      await cleanImage(this.#lab, this.#image);
    } catch (error) {
      if (!(error instanceof TargetFailure)) throw error;
      await this.#renew();
    }
  }

  async #fault(step: Fault): Promise<void> {
    if (step.do === 'cut') return this.#lab.cut();
    if (step.do === 'heal') return this.#lab.heal();
    const site = this.#lab.sites[step.site];
    const faults = {
      'stop-site': () => site.stop(),
      'kill-site': () => site.kill(),
      'start-site': () => this.#startSite(step.site),
      'stop-daemon': () => site.stopDaemon(),
      'kill-daemon': () => site.killDaemon(),
      'start-daemon': () => site.startDaemon(),
    } as const;
    await faults[step.do]();
  }

  /** A started site counts as back when a monitor and the OSD answered a client. */
  async #startSite(site: Site): Promise<void> {
    const { agent } = this.#lab.sites[site];
    await this.#lab.sites[site].start();
    const what = `site ${site} to serve clients again`;
    await until({ what, where: this.#lab.folder, deadline: 30_000 }, async () =>
      (await agent.ask('ping', {}, 10_000)).kind === 'ok' ? true : undefined,
    );
  }
}

type Fault = Extract<
  Step,
  {
    do:
      | 'cut'
      | 'heal'
      | 'stop-site'
      | 'kill-site'
      | 'start-site'
      | 'stop-daemon'
      | 'kill-daemon'
      | 'start-daemon';
  }
>;
