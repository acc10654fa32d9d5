import { randomBytes } from 'node:crypto';
import type { Site } from '../../model/site.ts';
import { entityOf } from './layout.ts';

/**
 * A new cephx secret: type AES (1), creation time, length, 16 random bytes, little-endian, as
 * `ceph-authtool --gen-print-key` makes it (CryptoKey::encode in Ceph's src/auth/Crypto.cc).
 */
export const newSecret = (): string => {
  const head = Buffer.alloc(12);
  head.writeUInt16LE(1, 0);
  head.writeUInt32LE(Math.floor(Date.now() / 1000), 2);
  head.writeUInt16LE(16, 10);
  return Buffer.concat([head, randomBytes(16)]).toString('base64');
};

const all = { mon: 'allow *', osd: 'allow *', mgr: 'allow *' };

/** Every key of a site. A monitor made with it knows them all from its first moment. */
export const keyringText = (site: Site): string =>
  [
    { entity: 'mon.', caps: { mon: 'allow *' } },
    { entity: 'client.admin', caps: all },
    {
      entity: 'osd.0',
      caps: { mon: 'allow profile osd', osd: 'allow *', mgr: 'allow profile osd' },
    },
    { entity: entityOf(site, 'mgr'), caps: { ...all, mon: 'allow profile mgr' } },
    {
      entity: entityOf(site, 'mirror'),
      caps: { mon: 'profile rbd-mirror', osd: 'profile rbd', mgr: 'profile rbd' },
    },
  ]
    .map(({ entity, caps }) =>
      [
        `[${entity}]`,
        `key = ${newSecret()}`,
        ...Object.entries(caps).map(([service, cap]) => `caps ${service} = "${cap}"`),
        '',
      ].join('\n'),
    )
    .join('\n');
