import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Mode, Site } from '../../model/site.ts';
import type { FaultStep } from '../../scenarios/events.ts';
import type { DaemonLog } from '../daemon-log.ts';
import type { Lab } from '../lab/lab.ts';
import { addressOf, pool, siteFiles } from '../lab/layout.ts';
import { markedEnvironment } from '../lab/processes.ts';
import { type Answer, type FullSight, TargetFailure } from '../target.ts';
import { cleanImage } from '../targets/ceph-clean.ts';
import { CephImage } from '../targets/ceph-client.ts';
import { CephFaults } from '../targets/ceph-faults.ts';
import type { Leave } from '../targets/ceph-pair.ts';
import { answerMs, type Clusters, type HandCommand, type Watched } from './clusters.ts';
import { layControl } from './control-network.ts';
import { look } from './look.ts';
import type { DriverCommand } from './process.ts';
import type { VolumeSight } from './record.ts';

/** A daemon that missed a notification looks again each 30 s, and may have to do so twice in a row. */
const restMs = 90_000;

/**
 * What shows nothing new for so long has come to rest: where a copy holds what it is to hold, or never will; where
 * nobody is primary; and where a daemon that missed a notification may yet find something to do.
 */
const stillMs = { known: 3000, headless: 12_000, open: 35_000 };

const pollMs = 250;

/** Of an image that is made beside a driver: those that rbd_default_features names. */
const imageFeatures = ['layering', 'exclusive-lock', 'object-map', 'fast-diff', 'deep-flatten'];

/** The two real clusters of a lab, beside a driver. */
export class CephVolumes implements Clusters {
  readonly name: string;
  readonly access;
  readonly ids;
  readonly deadline = answerMs;
  readonly #lab: Lab;
  readonly #mode: Mode;
  readonly #leave: Leave;
  readonly #faults: CephFaults;
  readonly #opened = performance.now();

  constructor(lab: Lab, mode: Mode, leave: Leave) {
    this.#mode = mode;
    this.name = `ceph ${lab.ceph}`;
    this.#lab = lab;
    this.#leave = leave;
    this.#faults = new CephFaults(lab, { image: 'none' });
    const accessOf = (site: Site, backend: string) => ({
      backend,
      conf: siteFiles(lab.folder, site).conf,
      user: 'admin',
      pool,
    });
    this.access = { a: accessOf('a', 'default'), b: accessOf('b', 'b') };
    const idOf = (site: Site) => ({ fsid: fsidIn(this.access[site].conf), host: addressOf[site] });
    this.ids = { a: idOf('a'), b: idOf('b') };
  }

  /** In a network namespace of its own, with a cable to each site; gone with the lab. */
  command({ file, args, env }: DriverCommand): DriverCommand {
    const { folder } = this.#lab;
    return {
      file: 'unshare',
      args: ['--net', '--', file, ...args],
      env: { ...markedEnvironment(folder, 'a', 'agent'), ...env },
      attach: (pid) => layControl(folder, pid),
    };
  }

  answers(site: Site): boolean {
    return this.#lab.sites[site].state() === 'up';
  }

  /** The watchdog of its process sees to that: the clock is the same. */
  expect(): void {}

  async fault(step: FaultStep): Promise<void> {
    await this.#faults.strike(step, 0);
    await this.#faults.struck(step);
  }

  async mend(): Promise<void> {
    await this.#lab.mend();
  }

  #image(site: Site, image: string): CephImage {
    return new CephImage(this.#lab, site, { image });
  }

  make(site: Site, image: string): Promise<Answer> {
    return this.#image(site, image).act('create', { features: imageFeatures });
  }

  write(site: Site, image: string, number: number): Promise<Answer> {
    return this.#image(site, image).act('write', { numbers: [number] });
  }

  byHand(site: Site, image: string, command: HandCommand): Promise<Answer> {
    const here = this.#image(site, image);
    if (command === 'promote') return here.act('promote', { force: false });
    if (command === 'promote-force') return here.act('promote', { force: true });
    return here.act(command);
  }

  sight(site: Site, { image, highest, origins }: Watched): Promise<FullSight> {
    return this.#image(site, image).sight(highest, origins);
  }

  features(site: Site, image: string): Promise<number | undefined> {
    return this.#image(site, image).features();
  }

  async settle(images: readonly Watched[]): Promise<readonly VolumeSight[]> {
    const end = performance.now() + restMs;
    let before = '';
    let since = performance.now();
    for (;;) {
      const seen = await Promise.all(images.map((image) => look(this, image)));
      const now = JSON.stringify(seen);
      if (now !== before) since = performance.now();
      const still = Math.max(stillMs.known, ...seen.map((one) => stillOf(one, this.#mode)));
      const isStill = performance.now() - since >= still;
      if (seen.every(atRest) || isStill || performance.now() >= end) return seen;
      before = now;
      await delay(pollMs);
    }
  }

  daemonLog(site: Site): DaemonLog {
    return { text: this.#lab.sites[site].daemonLog(), opened: Date.now() - this.now() };
  }

  now(): number {
    return performance.now() - this.#opened;
  }

  async pause(milliseconds: number): Promise<void> {
    await delay(milliseconds);
  }

  async close(images: readonly string[]): Promise<void> {
    try {
      await this.#lab.mend();
      for (const image of images) await cleanImage(this.#lab, { image });
    } catch (error) {
      await this.#leave('unmendable');
      if (!(error instanceof TargetFailure)) throw error;
      return;
    }
    await this.#leave('clean');
  }
}

/** Whether an image has a primary, known as one, and a copy that replays; or is not mirrored, and at one site. */
function followed({ a, b }: VolumeSight): boolean {
  const roles = [a.role, b.role];
  if (roles.includes('unmirrored')) return roles.includes('absent');
  const [primary, copy] = (['primary', 'nonprimary'] as const).map((role) =>
    [a, b].find((one) => one.role === role),
  );
  // What a daemon says of its primary can lag behind, or be lost, as the cluster then says (first-status-is-dropped).
  const told = primary?.status === 'stopped' || primary?.untold === true;
  return told && copy?.status === 'replaying';
}

/** How long an image has to show nothing new. */
function stillOf(seen: VolumeSight, mode: Mode): number {
  const both = [seen.a, seen.b];
  if (followed(seen)) return mode === 'snapshot' || atRest(seen) ? stillMs.known : stillMs.open;
  if (both.some(({ status }) => status === 'split-brain')) return stillMs.known;
  return both.some(({ role }) => role === 'primary') ? stillMs.open : stillMs.headless;
}

/** Whether, besides, both show the same. */
const atRest = (seen: VolumeSight): boolean =>
  followed(seen) &&
  ([seen.a, seen.b].some(({ role }) => role === 'unmirrored') ||
    JSON.stringify(seen.a.content) === JSON.stringify(seen.b.content));

function fsidIn(conf: string): string {
  const fsid = /^fsid = (.+)$/m.exec(readFileSync(conf, 'utf8'))?.[1];
  if (fsid === undefined) throw new TargetFailure(`${conf} names no fsid`);
  return fsid;
}
