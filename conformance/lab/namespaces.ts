import { spawn } from 'node:child_process';
import { peerOf, type Site, sites } from '../../model/site.ts';
import { LabError } from './error.ts';
import { addressOf, type Role } from './layout.ts';
import { findProcesses, markedEnvironment, networkOf } from './processes.ts';
import { type Command, run } from './run.ts';
import { until } from './wait.ts';

/**
 * Each site lives in a network and a mount namespace of its own. They have no name on the machine:
 * an idle process keeps them, and with the last process of a site they are gone, cable included.
 */
const startNamespace = async (folder: string, site: Site): Promise<number> => {
  const child = spawn('unshare', ['--net', '--mount', '--', 'sleep', 'infinity'], {
    detached: true,
    stdio: 'ignore',
    env: markedEnvironment(folder, site, 'namespace'),
  });
  const failed = new Promise<never>((_, reject) => child.on('error', reject));
  child.unref();
  const ready = until(
    { what: `the namespaces of site ${site}`, where: folder, deadline: 5000, interval: 5 },
    () => {
      if (child.exitCode !== null) throw new Error(`unshare ended with ${child.exitCode}`);
      const { pid } = child;
      return pid !== undefined && networkOf(pid) !== networkOf('self') ? pid : undefined;
    },
  );
  return Promise.race([ready, failed]);
};

/** The process that keeps the namespaces of a running lab's site. */
export const namespaceOf = (folder: string, site: Site): number => {
  const keeper = findProcesses(folder).find((p) => p.role === 'namespace' && p.site === site);
  if (keeper) return keeper.pid;
  const mend = 'take the lab down and bring it up again';
  throw new LabError(`the namespaces of site ${site} are gone`, folder, mend);
};

/** A command as it has to be run to take place inside a site; it keeps its pid. */
export const inside = (
  { folder, site, role }: { folder: string; site: Site; role: Role },
  keeper: number,
  argv: readonly string[],
): Command => ({
  file: 'nsenter',
  args: ['--target', String(keeper), '--net', '--mount', '--', ...argv],
  env: markedEnvironment(folder, site, role),
});

const ip = async (folder: string, site: Site, lines: readonly string[]): Promise<void> => {
  const command = inside({ folder, site, role: 'tool' }, namespaceOf(folder, site), [
    'ip',
    '-batch',
    '-',
  ]);
  await run({ ...command, input: `${lines.join('\n')}\n` });
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

/**
 * Lays the network: each site has its service address on its own loopback, where no cable can take
 * it away, and reaches the other's through the cable.
 */
export const layNetwork = async (folder: string): Promise<void> => {
  const [a, b] = await Promise.all(sites.map((site) => startNamespace(folder, site)));
  const cable = `link add cable netns ${a} type veth peer name cable netns ${b}`;
  await run({ file: 'ip', args: cable.split(' ') });
  await Promise.all(
    sites.map(async (site) => {
      const lines = ['link set lo up', `addr add ${addressOf[site]}/32 dev lo`, ...connect(site)];
      await ip(folder, site, lines);
      const where = { folder, site, role: 'tool' } as const;
      await run(inside(where, namespaceOf(folder, site), ['sh', '-c', impatience]));
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
  const where = { folder, site: 'a', role: 'tool' } as const;
  const argv = ['ip', '-json', 'link', 'show', 'cable'];
  const links: unknown = JSON.parse(await run(inside(where, namespaceOf(folder, 'a'), argv)));
  return JSON.stringify(links).includes('"LOWER_UP"');
};
