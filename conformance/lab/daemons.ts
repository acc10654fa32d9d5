import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { z } from 'zod';
import type { Site } from '../../model/site.ts';
import { type ClusterRole, entityOf, siteFiles } from './layout.ts';
import { inside, namespaceOf } from './namespaces.ts';
import { startedOne } from './processes.ts';
import { run } from './run.ts';
import { askDaemon } from './socket.ts';
import { until } from './wait.ts';

const argvOf = (site: Site, role: ClusterRole, conf: string): string[] =>
  ({
    mon: ['ceph-mon', '-f', '-i', site, '-c', conf],
    osd: ['ceph-osd', '-f', '-i', '0', '-c', conf],
    // Nothing waits for the manager, so it starts on the time that the others leave.
    mgr: ['nice', '-n', '19', 'ceph-mgr', '-f', '-i', site, '-c', conf],
    mirror: ['rbd-mirror', '-f', '-n', entityOf(site, 'mirror'), '-c', conf],
  })[role];

/** Starts a daemon of a site. It outlives the process that started it, and its Ctrl-C. */
export const startDaemon = (folder: string, site: Site, role: ClusterRole): void => {
  const files = siteFiles(folder, site);
  const argv = argvOf(site, role, files.conf);
  const command = inside({ folder, site, role }, namespaceOf(folder, site), argv);
  const output = openSync(files.output(role), 'a');
  try {
    const stdio = ['ignore', output, output] as const;
    const child = spawn(command.file, command.args, {
      detached: true,
      stdio: [...stdio],
      // The mirror daemon's connections read no -c: they find their configuration by this.
      env: { ...command.env, CEPH_CONF: files.conf },
    });
    child.on('error', () => undefined); // shows as a daemon that does not become ready
    child.unref();
    startedOne(folder, child);
  } finally {
    closeSync(output);
  }
};

/** What a daemon is asked to see whether it is ready, and the answer that says so. */
const readiness = {
  mon: { prefix: 'mon_status', schema: z.object({ state: z.literal('leader') }) },
  osd: { prefix: 'status', schema: z.object({ state: z.literal('active') }) },
  mgr: { prefix: 'version', schema: z.unknown() },
} as const satisfies Partial<Record<ClusterRole, { prefix: string; schema: z.ZodType }>>;

/** Waits until a daemon says itself that it is ready; LabError after `deadline` milliseconds. */
export const untilReady = async (
  folder: string,
  site: Site,
  role: keyof typeof readiness,
  deadline = 30_000,
): Promise<void> => {
  const files = siteFiles(folder, site);
  const { prefix, schema } = readiness[role];
  await until(
    { what: `${entityOf(site, role)} to be ready`, where: files.home, deadline, interval: 30 },
    async () => schema.safeParse(await askDaemon(files.socket(role), prefix)).success || undefined,
  );
};

const leading = z.object({
  pool_replayers: z.array(z.object({ leader: z.literal(true) })).nonempty(),
});

/**
 * Waits until the mirror daemon leads its pool: before that it mirrors nothing. LabError after
 * `deadline` milliseconds. To be asked only while the peer can be reached.
 */
export const untilLeads = async (folder: string, site: Site, deadline = 30_000): Promise<void> => {
  const files = siteFiles(folder, site);
  const what = `${entityOf(site, 'mirror')} to lead its pool`;
  await until({ what, where: files.home, deadline }, async () => {
    const answer = await askDaemon(files.socket('mirror'), 'rbd mirror status');
    return leading.safeParse(answer).success || undefined;
  });
};

/** Makes the store of a new monitor, which holds the keys of its site from the beginning. */
export const makeMonitorStore = async (folder: string, site: Site): Promise<void> => {
  const { conf, keyring } = siteFiles(folder, site);
  const argv = ['ceph-mon', '--mkfs', '-i', site, '-c', conf, '--keyring', keyring];
  await run(inside({ folder, site, role: 'tool' }, namespaceOf(folder, site), argv));
};

/** Makes the store of a new OSD; it asks the monitor for the map, so it runs inside the site. */
export const makeOsdStore = async (folder: string, site: Site, uuid: string): Promise<void> => {
  const { conf } = siteFiles(folder, site);
  const argv = ['ceph-osd', '--mkfs', '-i', '0', '--osd-uuid', uuid, '-c', conf];
  await run(inside({ folder, site, role: 'tool' }, namespaceOf(folder, site), argv));
};
