import { randomBytes } from 'node:crypto';
import type { Site } from '../../model/site.ts';
import { entityOf } from './layout.ts';

/**
 * A new cephx secret of the kind of `sample`: type, creation time, length, random bytes,
 * little-endian (CryptoKey::encode in Ceph's src/auth/Crypto.cc). The type is AES with 16 bytes (1)
 * up to 18.2, and AES-256 with 32 bytes (2) in 20.2.4, whose monitors refuse the older.
 */
export const newSecret = (sample: string): string => {
  const known = Buffer.from(sample, 'base64');
  const head = Buffer.alloc(12);
  const length = known.readUInt16LE(10);
  head.writeUInt16LE(known.readUInt16LE(0), 0);
  head.writeUInt32LE(Math.floor(Date.now() / 1000), 2);
  head.writeUInt16LE(length, 10);
  return Buffer.concat([head, randomBytes(length)]).toString('base64');
};

const all = { mon: 'allow *', osd: 'allow *', mgr: 'allow *' };

/**
 * Every key of a site, of the kind of the secret `sample`. A monitor made with it knows them all
 * from its first moment.
 */
export const keyringText = (site: Site, sample: string): string =>
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
        `key = ${newSecret(sample)}`,
        ...Object.entries(caps).map(([service, cap]) => `caps ${service} = "${cap}"`),
        '',
      ].join('\n'),
    )
    .join('\n');
