import type { Site } from '../../model/site.ts';
import { addressOf, siteFiles } from './layout.ts';

const section = (name: string, settings: Readonly<Record<string, string | number>>): string =>
  [`[${name}]`, ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`), ''].join(
    '\n',
  );

/** One monitor and one OSD without replicas, up as soon as possible. */
const small = {
  'osd pool default size': 1,
  'osd pool default min size': 1,
  'osd pool default pg autoscale mode': 'off',
  'osd crush chooseleaf type': 0,
  'mon allow pool size one': 'true',
  'mon warn on pool no redundancy': 'false',
  'auth allow insecure global id reclaim': 'false',
  'mon data avail warn': 1,
  'mon data avail crit': 1,
  'paxos propose interval': 0.05,
  'paxos min wait': 0.01,
  'mon client hunt interval': 0.5,
  // The OSD that never runs stays in: data is held back by mapping it there.
  'mon osd down out interval': 0,
  'osd objectstore': 'bluestore',
  'bluestore block size': 4 * 1024 ** 3,
  'bluestore fsck on mkfs': 'false',
  'osd op num shards': 1,
  'osd op num threads per shard': 2,
  // A lone OSD that was halted past its read lease (16 s) can wait for ever to renew it.
  'osd pool default read lease ratio': 10_000,
  'osd memory target': 1024 ** 3,
  'debug rocksdb': 0,
  'debug bluefs': 0,
};

/**
 * What makes mirroring react within seconds instead of half minutes; none of it changes what the
 * reaction is. A dead client's watch ends after 5 s instead of 30 s; clients ping their watches
 * each second instead of each 5 s, so that a live one keeps it on a busy machine.
 */
const quick = {
  'osd client watch timeout': 5,
  'objecter tick interval': 1,
  'ms max backoff': 1,
  'rbd mirror pool replayers refresh interval': 1,
  'rbd mirror image state check interval': 1,
  'rbd mirror sync point update age': 1,
  'rbd mirror journal poll age': 1,
  'rbd mirror journal commit age': 1,
  'rbd mirror delete retry interval': 1,
  'rbd mirror leader heartbeat interval': 1,
  'rbd mirror leader max missed heartbeats': 1,
  'rbd mirror leader max acquire attempts before break': 1,
};

/** The settings that are not about a site's place; each release has to know them all. */
export const settings: Readonly<Record<string, string | number>> = { ...small, ...quick };

/** The ceph.conf of a site: everything it owns lies below its folder. */
export const configText = (folder: string, site: Site, fsid: string): string => {
  const files = siteFiles(folder, site);
  const address = addressOf[site];
  return [
    section('global', {
      fsid,
      'mon host': `[v2:${address}:3300,v1:${address}:6789]`,
      'mon initial members': site,
      'public addr': address,
      'run dir': files.home,
      keyring: files.keyring,
      'log file': `${files.home}/$name.log`,
      'crash dir': files.home,
      'mon data': files.data('mon'),
      'osd data': files.data('osd'),
      'mgr data': files.data('mgr'),
      // The modules that it is to load are linked to there: see linkModules.
      'mgr module path': files.data('mgr'),
      ...settings,
    }),
    ...['mon', 'osd', 'mgr', `client.rbd-mirror.${site}`].map((name) =>
      section(name, { 'admin socket': `${files.home}/$name.asok` }),
    ),
  ].join('\n');
};
