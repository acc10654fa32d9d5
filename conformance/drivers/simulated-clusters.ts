import type { Site } from '../../model/site.ts';
import { roleAt } from '../../model/views.ts';
import type { FaultStep } from '../../scenarios/events.ts';
import { disable } from '../../sim/clusters/clones.ts';
import type { SimulatedClusters } from '../../sim/clusters/clusters.ts';
import { defaultFeatures } from '../../sim/clusters/features.ts';
import type { SimulatedImage } from '../../sim/clusters/image.ts';
import { type Answer, type FullSight, TargetFailure } from '../target.ts';
import type { Clusters, HandCommand, Watched } from './clusters.ts';
import { faultEnds, faultOf } from './faults.ts';
import { look } from './look.ts';
import type { DriverCommand } from './process.ts';
import type { VolumeSight } from './record.ts';

/** What the simulated clusters call themselves. */
export const fsids: Readonly<Record<Site, string>> = {
  a: 'aaaaaaaa-0000-4000-8000-000000000001',
  b: 'bbbbbbbb-0000-4000-8000-000000000002',
};

/** Where their monitors would be. */
export const hosts: Readonly<Record<Site, string>> = { a: '10.77.1.1', b: '10.77.2.1' };

/** The pool of the images. */
export const pool = 'mirror';

/** How large an image is that is made beside a driver. */
const gib = 1024 ** 3;

/** Longer than the daemons of any pair need to come to rest. */
const restMs = 120_000;

/** A call that a driver made is not going to return, and why. */
export type Ended = { readonly how: 'hang' | 'unmodelled'; readonly why: string };

/** Where a driver finds the clusters, and what they are called. */
export interface Whereabouts {
  /** As in records: `sim`, `sim with pacific`. */
  readonly name: string;
  /** The folder of the modules that stand in for Ceph's. */
  readonly standIns: string;
  readonly confs: Readonly<Record<Site, string>>;
  /** Who is told of calls that do not return. */
  readonly ended: { heard?: (how: Ended) => void };
}

/** The simulated clusters, beside a driver. */
export class SimulatedVolumes implements Clusters {
  readonly name: string;
  readonly access;
  readonly ids = {
    a: { fsid: fsids.a, host: hosts.a },
    b: { fsid: fsids.b, host: hosts.b },
  };
  /** Virtual time costs little: who takes so long has come to nothing, also on a machine that is busy. */
  readonly deadline = 120_000;
  readonly #clusters: SimulatedClusters;
  readonly #where: Whereabouts;

  constructor(clusters: SimulatedClusters, where: Whereabouts) {
    this.#clusters = clusters;
    this.#where = where;
    this.name = where.name;
    const common = { user: 'admin', pool };
    this.access = {
      a: { backend: 'default', conf: where.confs.a, ...common },
      b: { backend: 'b', conf: where.confs.b, ...common },
    };
  }

  command(program: DriverCommand): DriverCommand {
    const heed: NonNullable<DriverCommand['heed']> = (hear) => {
      this.#where.ended.heard = ({ how, why }) =>
        hear({ kind: how === 'hang' ? 'hangs' : how, message: why });
    };
    return { ...program, env: { ...program.env, PYTHONPATH: this.#where.standIns }, heed };
  }

  /** A driver is not going to return from a call. */
  end(how: Ended): void {
    this.#where.ended.heard?.(how);
  }

  answers(site: Site): boolean {
    return this.#clusters.serves(site);
  }

  expect(milliseconds: number): void {
    this.#clusters.waitAtMost(milliseconds);
  }

  async fault(step: FaultStep): Promise<void> {
    const fault = faultOf(step);
    if (fault !== undefined) this.#clusters.fault(fault);
  }

  async mend(): Promise<void> {
    for (const end of faultEnds) this.#clusters.fault(end);
  }

  async make(site: Site, image: string): Promise<Answer> {
    if (!this.#clusters.serves(site)) return 'ETIMEDOUT';
    const made = this.#clusters.make({ name: image, size: gib, features: defaultFeatures });
    const answer = made.give(`create.${site}`);
    if (answer === 'full') throw new TypeError('a new image has room');
    return answer;
  }

  async write(site: Site, image: string, number: number): Promise<Answer> {
    return this.#give(site, image, (found) => found.give(`write.${site}`, number));
  }

  async byHand(site: Site, image: string, command: HandCommand): Promise<Answer> {
    if (command !== 'disable') {
      return this.#give(site, image, (found) => found.give(`${command}.${site}`));
    }
    const others = this.#clusters.at(site);
    return this.#give(site, image, (found) => disable(found, site, false, others));
  }

  #give(site: Site, name: string, give: (image: SimulatedImage) => Answer): Answer {
    if (!this.#clusters.serves(site)) return 'ETIMEDOUT';
    const image = this.#clusters.find(site, name);
    const answer = image === undefined ? 'ENOENT' : give(image);
    if (answer === 'full') throw new TargetFailure('the history of the image has no room for more');
    return answer;
  }

  async sight(site: Site, { image: name }: Watched): Promise<FullSight> {
    if (!this.#clusters.serves(site)) {
      return { role: 'unreachable', content: 'unreachable', status: 'unreachable' };
    }
    const image = this.#clusters.find(site, name) ?? this.#clusters.named(name);
    const role = image === undefined ? 'absent' : roleAt(image.state, site);
    if (image === undefined || role === 'absent' || role === 'trashed') {
      return { role, content: 'absent', status: 'none' };
    }
    const status = this.#clusters.status(image.state, site) ?? 'none';
    return { role, content: image.contentAt(site), status };
  }

  async features(site: Site, name: string): Promise<number | undefined> {
    if (!this.#clusters.serves(site)) return undefined;
    return this.#clusters.find(site, name)?.featuresAt(site);
  }

  async settle(images: readonly Watched[]): Promise<readonly VolumeSight[]> {
    this.#clusters.elapse(restMs);
    return Promise.all(images.map((image) => look(this, image)));
  }

  now(): number {
    return this.#clusters.now;
  }

  async pause(milliseconds: number): Promise<void> {
    this.#clusters.elapse(milliseconds);
  }

  async close(): Promise<void> {
    return undefined;
  }
}
