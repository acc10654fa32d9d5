import { existsSync, rmSync, writeFileSync } from 'node:fs';
import type { Site } from '../../model/site.ts';
import { Agent } from './agent.ts';
import { startDaemon, untilReady } from './daemons.ts';
import { type ClusterRole, clusterRoles, siteFiles } from './layout.ts';
import { endOfLog } from './log-end.ts';
import { haltAll, type Part, type PartState, stateOfPart } from './part.ts';
import { knownProcesses, type LabProcess, signalAll, untilGone } from './processes.ts';
import { emptyPool, fillPool, poolFull } from './space.ts';
import { until } from './wait.ts';

/** How a site is: working, halted where it is, or with processes missing. */
export type SiteState = 'up' | 'stopped' | 'killed';

// A clean end of the mirror daemon takes a moment; with its peer out of reach it never comes.
const cleanEnd = 2000;

/** One cluster of a lab with its mirror daemon, and what can befall them. */
export class LabSite {
  readonly name: Site;
  readonly agent: Agent;
  readonly #folder: string;

  constructor(folder: string, name: Site) {
    this.#folder = folder;
    this.name = name;
    this.agent = new Agent(folder, name);
  }

  /** The processes of the site's cluster and mirror daemon that live now. */
  processes(role?: ClusterRole): LabProcess[] {
    return knownProcesses(this.#folder).filter(
      (found) =>
        found.site === this.name &&
        clusterRoles.some((known) => known === found.role) &&
        (role === undefined || found.role === role),
    );
  }

  /** Read from the processes themselves, so it is right in any process that opened the lab. */
  state(): SiteState {
    const cluster = this.processes().filter(({ role }) => role === 'mon' || role === 'osd');
    if (cluster.some(({ halted }) => halted)) return 'stopped';
    return cluster.length === 2 ? 'up' : 'killed';
  }

  /** Whether nothing of the site runs: its processes are gone, or halted. */
  standsStill(): boolean {
    return this.processes().every(({ halted }) => halted);
  }

  /**
   * Halts every process of the site where it is (SIGSTOP). The site's agent ends with it, here and
   * when the site is killed, so that no request waits in an old connection for the site's return.
   */
  async stop(): Promise<void> {
    await haltAll(() => this.processes());
    await this.agent.stop();
  }

  /** Kills every process of the site (SIGKILL). What the OSD acknowledged stays in its store. */
  async kill(): Promise<void> {
    const all = this.processes();
    signalAll(all, 'SIGKILL');
    await untilGone(all);
    await this.agent.stop();
  }

  /** How one process of the cluster is. */
  partState(part: Part): PartState {
    return stateOfPart(this.processes(part));
  }

  /**
   * Halts the monitor or the OSD alone (SIGSTOP). What clients have sent to it waits, and is done
   * when it goes on, also after the client was killed.
   */
  async stopPart(part: Part): Promise<void> {
    await haltAll(() => this.processes(part));
  }

  /** Kills the monitor or the OSD alone (SIGKILL). */
  async killPart(part: Part): Promise<void> {
    const all = this.processes(part);
    signalAll(all, 'SIGKILL');
    await untilGone(all);
  }

  /**
   * Lets the monitor or the OSD go on, or starts it anew; returns when it says it is ready. An OSD
   * cannot be, before it has its map from the monitor: without that one it is only started, and is
   * waited for with the monitor. The mirror daemon follows if it was to start in the meantime.
   */
  async startPart(part: Part): Promise<void> {
    signalAll(this.processes(part), 'SIGCONT');
    if (this.processes(part).length === 0) startDaemon(this.#folder, this.name, part);
    if (this.partState('mon') !== 'up') return;
    await untilReady(this.#folder, this.name, part);
    if (part === 'mon' && this.partState('osd') === 'up') {
      await untilReady(this.#folder, this.name, 'osd');
    }
    if (existsSync(this.#wanted)) await this.startDaemon();
  }

  /** Lets the pool be full: see fillPool. */
  async fill(): Promise<void> {
    await fillPool(this.agent, this.#folder);
  }

  /** Lets the pool have room again. */
  async makeRoom(): Promise<void> {
    await emptyPool(this.agent, this.#folder);
  }

  /** Whether the pool is full. */
  full(): Promise<boolean> {
    return poolFull(this.agent);
  }

  /**
   * Lets a stopped site go on, or starts anew what was killed; returns when it serves again: a monitor and the OSD
   * answered a client. LabError if they do not in half a minute.
   */
  async start(): Promise<void> {
    signalAll(this.processes(), 'SIGCONT');
    for (const part of ['mon', 'osd'] as const) await this.startPart(part);
    if (this.processes('mgr').length === 0) startDaemon(this.#folder, this.name, 'mgr');
    const what = `site ${this.name} to serve clients again`;
    await until({ what, where: this.#folder, deadline: 30_000 }, async () =>
      (await this.agent.ask('ping', {}, 10_000)).kind === 'ok' ? true : undefined,
    );
  }

  /** Whether the mirror daemon lives. */
  daemonRuns(): boolean {
    return this.processes('mirror').length > 0;
  }

  /** Starts the mirror daemon: at once, or as soon as the monitor and the OSD are there. */
  async startDaemon(): Promise<void> {
    writeFileSync(this.#wanted, '');
    if (this.state() !== 'up') return;
    if (this.daemonRuns()) return;
    // A daemon that cannot reach its peer opens its socket and then answers nobody on it: that it
    // is there is all the sign of life there is to wait for.
    const socket = siteFiles(this.#folder, this.name).socket('mirror');
    rmSync(socket, { force: true });
    startDaemon(this.#folder, this.name, 'mirror');
    const what = `the mirror daemon of site ${this.name} to open its socket`;
    await until({ what, where: this.#folder, deadline: 30_000, interval: 30 }, () =>
      existsSync(socket) ? true : undefined,
    );
  }

  /**
   * Asks the mirror daemon to end (SIGTERM) and kills it if it has not after two seconds, or at
   * once if its site is halted. Returns how it ended; `clean` if it did not run.
   */
  async stopDaemon(): Promise<'clean' | 'killed'> {
    rmSync(this.#wanted, { force: true });
    const daemon = this.processes('mirror');
    if (daemon.some(({ halted }) => halted)) {
      await this.killDaemon();
      return 'killed';
    }
    signalAll(daemon, 'SIGTERM');
    try {
      await untilGone(daemon, cleanEnd);
      return 'clean';
    } catch {
      await this.killDaemon();
      return 'killed';
    }
  }

  /** Kills the mirror daemon (SIGKILL): its watches and locks stay until they expire. */
  async killDaemon(): Promise<void> {
    rmSync(this.#wanted, { force: true });
    const daemon = this.processes('mirror');
    signalAll(daemon, 'SIGKILL');
    await untilGone(daemon);
  }

  /** The end of what the mirror daemon wrote to its log. */
  daemonLog(): string {
    return endOfLog(siteFiles(this.#folder, this.name).log('mirror'));
  }

  get #wanted(): string {
    return siteFiles(this.#folder, this.name).mirrorWanted;
  }
}
