import { readlinkSync } from 'node:fs';
import { type Site, sites } from '../../model/site.ts';
import { addressOf } from '../lab/layout.ts';
import { namespaceOf } from '../lab/namespaces.ts';
import { run } from '../lab/run.ts';
import { until } from '../lab/wait.ts';

/** Where a driver is: at neither site, so that a cut link parts the sites, and not the driver from one. */
const address = '10.77.3.1';

const netOf = (pid: number): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined; // it ended meanwhile
  }
};

const ip = async (pid: number, lines: readonly string[], force = false): Promise<void> => {
  const args = [
    '--target',
    `${pid}`,
    '--net',
    '--',
    'ip',
    ...(force ? ['-force'] : []),
    '-batch',
    '-',
  ];
  await run({ file: 'nsenter', args, input: `${lines.join('\n')}\n` }).catch((error: unknown) => {
    if (!force) throw error;
  });
};

/**
 * Leads a driver's process, which has a network namespace to itself, to both sites of a lab: a cable to each. With
 * the process they are gone.
 */
export async function layControl(folder: string, pid: number): Promise<void> {
  const waiting = {
    what: "the driver's network namespace",
    where: folder,
    deadline: 5000,
    interval: 2,
  };
  await until(waiting, () => {
    const own = netOf(pid);
    return own !== undefined && own !== netOf(process.pid) ? true : undefined;
  });
  await ip(pid, ['link set lo up', `addr add ${address}/32 dev lo`]);
  for (const site of sites) await connect(folder, pid, site);
}

async function connect(folder: string, pid: number, site: Site): Promise<void> {
  const keeper = namespaceOf(folder, site);
  // What an earlier driver left goes with its namespace, in the kernel's own time.
  await ip(keeper, ['link del control'], true);
  const cable = `link add to-${site} netns ${pid} type veth peer name control netns ${keeper}`;
  await run({ file: 'ip', args: cable.split(' ') });
  await ip(keeper, ['link set control up', `route replace ${address}/32 dev control`]);
  const there = addressOf[site];
  await ip(pid, [
    `link set to-${site} up`,
    `route replace ${there}/32 dev to-${site} src ${address}`,
  ]);
}
