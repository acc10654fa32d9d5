import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readlinkSync } from 'node:fs';
import { peerOf, type Site, sites } from '../../model/site.ts';
import { LabError, messageOf } from './error.ts';
import { addressOf, type Role, siteFiles } from './layout.ts';
import { knownProcesses, markedEnvironment, nameOf, startedOne } from './processes.ts';
import { keeperCommand } from './root.ts';
import { type Command, run } from './run.ts';
import { until } from './wait.ts';

/**
 * Each site lives in a network and a mount namespace of its own, with a release's root folder as
 * its root if one is given. They have no name on the machine: an idle process keeps them, and with
 * the last process of a site they are gone, cable and mounts included.
 */
const startNamespace = async (folder: string, site: Site, root?: string): Promise<void> => {
  const files = siteFiles(folder, site);
  const keeper = keeperCommand(folder, files.root, root);
  const output = openSync(files.output('namespace'), 'a');
  const child = spawn('unshare', ['--net', '--mount', '--', ...keeper], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
    env: markedEnvironment(folder, site, 'namespace'),
  });
  closeSync(output);
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`unshare ended with ${code}`)));
  });
  child.unref();
  startedOne(folder, child);
  const ready = until(
    { what: `the namespaces of site ${site}`, where: files.home, deadline: 5000, interval: 5 },
    () => (child.pid !== undefined && nameOf(child.pid) === 'sleep') || undefined,
  );
  try {
    await Promise.race([ready, failed]);
  } catch (cause) {
    const said = existsSync(files.output('namespace')) // gone where the lab is being taken down
      ? readFileSync(files.output('namespace'), 'utf8').trim()
      : '';
    const mend = 'run "splitbrain doctor" to see what this machine lacks';
    const what = `the namespaces of site ${site} failed: ${messageOf(cause)}: ${said}`;
    throw new LabError(what, files.home, mend, { cause });
  } finally {
    child.removeAllListeners(); // how it ends is of no more interest
  }
};

/** The process that keeps the namespaces of a running lab's site. */
export const namespaceOf = (folder: string, site: Site): number => {
  const keeper = knownProcesses(folder).find((p) => p.role === 'namespace' && p.site === site);
  if (keeper) return keeper.pid;
  const mend = 'take the lab down and bring it up again';
  throw new LabError(`the namespaces of site ${site} are gone`, folder, mend);
};

/** The network and mount namespaces of some processes, by the kernel's names; not those of this one. */
export const namespacesOf = (pids: readonly (number | string)[]): string[] =>
  ['net', 'mnt'].flatMap((kind) =>
    pids.flatMap((pid) => {
      try {
        const name = readlinkSync(`/proc/${pid}/ns/${kind}`);
        return name === readlinkSync(`/proc/self/ns/${kind}`) ? [] : [name];
      } catch {
        return []; // it ended meanwhile
      }
    }),
  );

/**
 * A command as it has to be run to take place inside a site, in its root and at the top of it (the
 * OSD looks for its classes below where it is); it keeps its pid.
 */
export const inside = (
  { folder, site, role }: { folder: string; site: Site; role: Role },
  keeper: number,
  argv: readonly string[],
): Command => ({
  file: 'nsenter',
  args: ['--target', String(keeper), '--net', '--mount', '--root', '--wd', '--', ...argv],
  env: markedEnvironment(folder, site, role),
});

/**
 * Runs one of the machine's own tools on the network of a site, whatever root that has: a release's
 * root folder need not hold them. Returns what it printed.
 */
export const onNetwork = (
  folder: string,
  site: Site,
  argv: readonly string[],
  input = '',
): Promise<string> =>
  run({
    file: 'nsenter',
    args: ['--target', String(namespaceOf(folder, site)), '--net', '--', ...argv],
    env: markedEnvironment(folder, site, 'tool'),
    input,
  });

const ip = async (folder: string, site: Site, lines: readonly string[]): Promise<void> => {
  await onNetwork(folder, site, ['ip', '-batch', '-'], `${lines.join('\n')}\n`);
};

/** The kernel forgets a route when its cable goes down, so each mending of the cable sets it. */
const connect = (site: Site): string[] => [
  'link set cable up',
  `route replace ${addressOf[peerOf(site)]}/32 dev cable src ${addressOf[site]}`,
];

/**
 * How TCP gives up on a dead cable: after some seconds instead of a quarter of an hour, so that
 * connections are made anew soon after the cable is mended.
 */
const impatience =
  'echo 5 > /proc/sys/net/ipv4/tcp_retries2; echo 2 > /proc/sys/net/ipv4/tcp_syn_retries';

/** Makes the namespaces of both sites, in a release's root folder if one is given. */
export const makeNamespaces = async (folder: string, root?: string): Promise<void> => {
  await Promise.all(sites.map((site) => startNamespace(folder, site, root)));
};

/**
 * Lays the network: each site has its service address on its own loopback, where no cable can take
 * it away, and reaches the other's through the cable.
 */
export const layNetwork = async (folder: string): Promise<void> => {
  const [a, b] = sites.map((site) => namespaceOf(folder, site));
  const cable = `link add cable netns ${a} type veth peer name cable netns ${b}`;
  await run({ file: 'ip', args: cable.split(' ') });
  await Promise.all(
    sites.map(async (site) => {
      const lines = ['link set lo up', `addr add ${addressOf[site]}/32 dev lo`, ...connect(site)];
      await ip(folder, site, lines);
      await onNetwork(folder, site, ['sh', '-c', impatience]);
    }),
  );
};

/** Cuts the cable at both ends. Each site keeps its own address. */
export const cutCable = async (folder: string): Promise<void> => {
  await Promise.all(sites.map((site) => ip(folder, site, ['link set cable down'])));
};

/** Mends the cable; harmless if it is whole. */
export const healCable = async (folder: string): Promise<void> => {
  await Promise.all(sites.map((site) => ip(folder, site, connect(site))));
};

/** Whether the cable is whole, as the kernel of site a sees it. */
export const cableWhole = async (folder: string): Promise<boolean> => {
  const argv = ['ip', '-json', 'link', 'show', 'cable'];
  const links: unknown = JSON.parse(await onNetwork(folder, 'a', argv));
  return JSON.stringify(links).includes('"LOWER_UP"');
};
