import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { type Site, sites } from '../../model/site.ts';
import type { Agent } from './agent.ts';
import { configText } from './config.ts';
import { makeMonitorStore, makeOsdStore, startDaemon, untilLeads, untilReady } from './daemons.ts';
import { labDown } from './down.ts';
import { LabError } from './error.ts';
import { mustBeNobodys } from './holder.ts';
import { downOnInterrupt } from './interrupt.ts';
import { keyringText } from './keyring.ts';
import { findLab, Lab } from './lab.ts';
import { clusterRoles, labFolder, siteFiles } from './layout.ts';
import { linkModules } from './manager-modules.ts';
import { claimFolder, comesUp, markUp, readManifest } from './manifest.ts';
import { layNetwork, makeNamespaces } from './namespaces.ts';
import { preflight } from './preflight.ts';
import type { ReleaseName } from './release.ts';
import { sampleSecret } from './software.ts';

/** How to bring a lab up. */
export interface LabOptions {
  /** Default: `splitbrain-lab` in the folder for temporary files. It must not exist. */
  readonly folder?: string;
  /** Default: what is installed on this machine. One that is not at hand is made first. */
  readonly ceph?: ReleaseName;
  /** Told each stage as it begins. */
  readonly onProgress?: (text: string) => void;
  /**
   * Ends the bringing up: nothing is left of the lab, and labUp rejects. Whoever gives it sees to
   * Ctrl-C as well; otherwise that takes the lab down and ends this process.
   */
  readonly signal?: AbortSignal;
}

type Say = (text: string) => void;

const writeFiles = (folder: string, site: Site, sample: string): void => {
  const files = siteFiles(folder, site);
  mkdirSync(files.home);
  mkdirSync(files.root);
  for (const role of clusterRoles.filter((role) => role !== 'mirror')) mkdirSync(files.data(role));
  linkModules(files.data('mgr'));
  writeFileSync(files.conf, configText(folder, site, randomUUID()));
  writeFileSync(files.keyring, keyringText(site, sample), { mode: 0o600 });
};

/** Asks an agent for something that has to work. */
const must = async (agent: Agent, op: string, args: object = {}): Promise<unknown> => {
  const reply = await agent.ask(op, args);
  if (reply.kind === 'ok') return reply.value;
  const why = reply.kind === 'hang' ? 'no answer' : reply.error.message;
  throw new LabError(`${op} failed: ${why}`, 'setting up a cluster', 'read the log files there');
};

const startCluster = async (lab: Lab, site: Site): Promise<void> => {
  const { folder } = lab;
  const { agent } = lab.sites[site];
  startDaemon(folder, site, 'mon');
  agent.start();
  await untilReady(folder, site, 'mon');
  const uuid = randomUUID();
  await Promise.all([
    must(agent, 'mon', { command: { prefix: 'osd new', uuid } }),
    makeOsdStore(folder, site, uuid),
  ]);
  startDaemon(folder, site, 'osd');
  await untilReady(folder, site, 'osd');
  await must(agent, 'make_pool', { site_name: site });
};

const build = async (lab: Lab, root: string | undefined, say: Say): Promise<void> => {
  const { folder } = lab;
  say('making two networks with a cable between them');
  const sample = await sampleSecret(root);
  for (const site of sites) writeFiles(folder, site, sample);
  await makeNamespaces(folder, root);
  const stores = sites.map((site) => makeMonitorStore(folder, site));
  await Promise.all([layNetwork(folder), ...stores]);
  say('starting two clusters');
  await Promise.all(sites.map((site) => startCluster(lab, site)));
  say('making them mirroring peers');
  const token = await must(lab.sites.a.agent, 'make_token');
  await must(lab.sites.b.agent, 'use_token', { token });
  await Promise.all(
    sites.map(async (site) => {
      await lab.sites[site].startDaemon();
      await untilLeads(folder, site);
    }),
  );
  for (const site of sites) startDaemon(folder, site, 'mgr');
};

/** Clears what crashed labs left in the folder; LabError if a living one is there. */
export const clearFolder = async (folder: string): Promise<void> => {
  if (findLab(folder)) {
    const mend = `use it, or take it down first: splitbrain lab down --lab ${folder}`;
    throw new LabError('a lab is up there already', folder, mend);
  }
  const manifest = existsSync(folder) ? readManifest(folder) : undefined;
  if (manifest && comesUp(manifest)) {
    const mend = 'wait until it is up, or end that process';
    throw new LabError(`process ${manifest.owner.pid} is bringing a lab up there`, folder, mend);
  }
  mustBeNobodys(folder);
  await labDown(folder);
};

/** The work, or a rejection as soon as the signal is aborted. */
const unlessAborted = async (work: () => Promise<void>, signal?: AbortSignal): Promise<void> => {
  if (!signal) return work();
  signal.throwIfAborted();
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
  await Promise.race([work(), aborted]);
};

/**
 * Brings up two clusters that mirror each other, in about 5 s. What a crashed lab left in the
 * folder is cleared first. If it cannot be brought up, or Ctrl-C ends this process meanwhile,
 * nothing is left of it; the error, a LabError, says why. Once up, it stays until labDown; what is
 * left when this process is killed before the lab's `release` counts as crashed.
 */
export const labUp = async (options: LabOptions = {}): Promise<Lab> => {
  const { folder, ceph, onProgress, signal } = options;
  const where = labFolder(folder);
  const say = onProgress ?? (() => undefined);
  await clearFolder(where);
  const { version, root } = await preflight(where, ceph, say);
  signal?.throwIfAborted();
  const manifest = claimFolder(where, version);
  const lab = new Lab(where, version);
  let interrupted = false;
  const heard = () => {
    interrupted = true;
  };
  const endGuard = signal ? () => undefined : downOnInterrupt(where, heard);
  try {
    await unlessAborted(() => build(lab, root, say), signal);
    markUp(where, manifest);
    return lab;
  } catch (thrown) {
    if (interrupted) await new Promise(() => undefined); // what failed was being taken down
    await lab.down();
    throw thrown;
  } finally {
    endGuard();
  }
};
