import { type Site, sites } from '../../model/site.ts';
import type { FaultStep } from '../../scenarios/events.ts';
import type { Lab } from '../lab/lab.ts';
import type { ImagePlace } from '../lab/layout.ts';
import { CephHolds } from './ceph-holds.ts';

/** Bits per second each way: enough for heartbeats and watches, and a sync takes seconds. */
const slowRate = 1_000_000;

/** Of packets, so many in a hundred: TCP goes on, at a crawl. */
const lostPercent = 5;

/** After these, clients come anew: none is there that was connected before. */
const losesClients: ReadonlySet<string> = new Set([
  'stop-site',
  'kill-site',
  'stop-monitor',
  'kill-monitor',
]);

const bothWays = async (strike: (from: Site) => Promise<void>): Promise<void> => {
  await Promise.all(sites.map(strike));
};

/** What befalls the lab in which an image is mirrored. */
export class CephFaults {
  readonly #lab: Lab;
  readonly #holds: CephHolds;
  readonly #full = new Set<Site>();

  constructor(lab: Lab, place: ImagePlace) {
    this.#lab = lab;
    this.#holds = new CephHolds(lab, place);
  }

  /** Strikes a fault, or ends one; `written` is the number of the newest write. */
  async strike(step: FaultStep, written: number): Promise<void> {
    const lab = this.#lab;
    if (step.do === 'cut') return lab.cut();
    if (step.do === 'slow') return bothWays((site) => lab.slow(site, slowRate));
    if (step.do === 'lossy') return bothWays((site) => lab.lose(site, lostPercent));
    if (step.do === 'heal') return lab.heal();
    const site = lab.sites[step.site];
    const faults = {
      'cut-from': () => lab.cutFrom(step.site),
      'stop-site': () => site.stop(),
      'kill-site': () => site.kill(),
      'start-site': () => site.start(),
      'stop-daemon': () => site.stopDaemon(),
      'kill-daemon': () => site.killDaemon(),
      'start-daemon': () => site.startDaemon(),
      'stop-monitor': () => site.stopPart('mon'),
      'kill-monitor': () => site.killPart('mon'),
      'start-monitor': () => site.startPart('mon'),
      'stop-osd': () => site.stopPart('osd'),
      'kill-osd': () => site.killPart('osd'),
      'start-osd': () => site.startPart('osd'),
      hold: () => {
        const at = step.do === 'hold' && step.at === 'write' ? written : 0;
        this.#holds.want(step.site, 'image', at);
      },
      release: () => this.#holds.want(step.site, 'image'),
      'hold-parent': () => this.#holds.want(step.site, 'parent', 0),
      'release-parent': () => this.#holds.want(step.site, 'parent'),
      fill: () => site.fill(),
      'make-room': () => site.makeRoom(),
    } as const;
    await faults[step.do]();
  }

  /** What a fault that was struck, by this run or another on the lab, means for this one's clients. */
  async struck(step: FaultStep): Promise<void> {
    if (!('site' in step)) return;
    if (step.do === 'fill') this.#full.add(step.site);
    if (step.do === 'make-room') this.#full.delete(step.site);
    // No request waits in an old connection for the return of what is gone.
    if (losesClients.has(step.do)) await this.#lab.sites[step.site].agent.stop();
  }

  /** See CephHolds.keep. */
  keepHolds(): Promise<void> {
    return this.#holds.keep();
  }

  /** Ends what `strike` has begun and the lab itself knows nothing of. */
  end(): Promise<void> {
    return this.#holds.end();
  }

  /** Whether a command at a site is known to get no answer, so that there is little to wait for. */
  mute(site: Site): boolean {
    return this.#full.has(site) || this.#lab.sites[site].state() !== 'up';
  }
}
