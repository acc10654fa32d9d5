import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Site } from '../../model/site.ts';

/** The pool that holds every image of the lab, by the same name at both sites. */
export const pool = 'mirror';

/** Where an image is: its name, and the namespace of the pool, if it is in one. */
export type ImagePlace = { readonly image: string; readonly namespace?: string };

/** An image as Ceph's own tools name it: `mirror/image`, `mirror/namespace/image`. */
export const imageSpec = ({ image, namespace }: ImagePlace): string =>
  [pool, ...(namespace === undefined ? [] : [namespace]), image].join('/');

/** Where a lab lives unless told otherwise. */
export const defaultFolder = (): string => join(tmpdir(), 'splitbrain-lab');

/** The lab folder as everything names it: absolute. */
export const labFolder = (folder?: string): string => resolve(folder ?? defaultFolder());

/** A site's service address. The other site reaches it through the cable only. */
export const addressOf: Readonly<Record<Site, string>> = { a: '10.77.1.1', b: '10.77.2.1' };

/** What a process of the lab does. `namespace` keeps a site's network alive; `agent` is a client. */
export type Role = 'namespace' | 'mon' | 'osd' | 'mgr' | 'mirror' | 'agent' | 'tool';

/** The processes that are a site's cluster and its mirror daemon, in the order of starting. */
export const clusterRoles = ['mon', 'osd', 'mgr', 'mirror'] as const satisfies readonly Role[];

/** A long-running process of a site's cluster, or its mirror daemon. */
export type ClusterRole = (typeof clusterRoles)[number];

/** The Ceph name under which each daemon runs. */
export const entityOf = (site: Site, role: ClusterRole): string =>
  ({ mon: `mon.${site}`, osd: 'osd.0', mgr: `mgr.${site}`, mirror: `client.rbd-mirror.${site}` })[
    role
  ];

/** The files of one site. */
export const siteFiles = (folder: string, site: Site) => {
  const home = join(folder, site);
  return {
    home,
    conf: join(home, 'ceph.conf'),
    keyring: join(home, 'keyring'),
    /** Where a release's root folder is put together, for the site alone to see. */
    root: join(home, 'root'),
    data: (role: ClusterRole): string => join(home, role),
    socket: (role: ClusterRole): string => join(home, `${entityOf(site, role)}.asok`),
    log: (role: ClusterRole): string => join(home, `${entityOf(site, role)}.log`),
    output: (role: Role): string => join(home, `${role}.out`),
    /** Present while the mirror daemon is meant to run whenever its site does. */
    mirrorWanted: join(home, 'mirror.wanted'),
    /** Present while the mirror daemon is told to replay nothing. */
    replayHalted: join(home, 'replay.halted'),
  };
};

/** How much longer the folder's path is than sockets in it allow (unix(7): 107 bytes a path). */
export const excessLength = (folder: string): number => {
  // The mirror daemon makes a socket for each of its connections, named like this.
  const longest = 'client.rbd-mirror-peer.4194304.a.140737488355327.asok';
  return Buffer.byteLength(join(folder, 'a', longest)) - 107;
};
