import { describe, expect, test } from 'vitest';
import { configText } from './config.ts';
import { LabError } from './error.ts';
import { keyringText, newSecret } from './keyring.ts';
import { excessLength } from './layout.ts';
import { mountsBelow } from './mounts.ts';
import { statOf } from './processes.ts';
import { until } from './wait.ts';

/** As `ceph-authtool --gen-print-key` of 18.2.7 and of 20.2.4 printed them: type and length. */
const secrets = [
  { sample: 'AQC3EgVr+IhFGxAAEpOchwlUlxAd8UvY6Ww8QA==', kind: [1, 16] },
  { sample: 'AgC3EgVr/qjfHiAAxZ7jq3uowLeG94HukTZpzg6/wrrSP9IXbcnC/5oLUvY=', kind: [2, 32] },
] as const;

describe('the parts of a lab', () => {
  test('find mounts below a folder, not beside it', () => {
    const mountinfo = [
      '22 27 0:21 / /proc rw shared:1 - proc proc rw',
      '30 22 0:30 / /tmp/lab/a rw - tmpfs tmpfs rw',
      '31 22 0:31 / /tmp/lab/with\\040space rw - tmpfs tmpfs rw',
      '32 22 0:32 / /tmp/lab-2 rw - tmpfs tmpfs rw',
      '',
    ].join('\n');
    expect(mountsBelow(mountinfo, '/tmp/lab')).toEqual(['/tmp/lab/a', '/tmp/lab/with space']);
    expect(mountsBelow(mountinfo, '/tmp/none')).toEqual([]);
  });

  test('make secrets in the form that cephx reads', () => {
    for (const { sample, kind } of secrets) {
      const secret = Buffer.from(newSecret(sample), 'base64');
      expect(secret.length).toBe(12 + kind[1]);
      expect([secret.readUInt16LE(0), secret.readUInt16LE(10)]).toEqual(kind);
      expect(newSecret(sample)).not.toBe(newSecret(sample));
    }
  });

  test('give the mirror daemon a key and no more rights than its profiles', () => {
    const keyring = keyringText('b', secrets[0].sample);
    expect(keyring).toContain('[client.rbd-mirror.b]');
    expect(keyring).toContain('caps mon = "profile rbd-mirror"');
  });

  test('keep a site inside its folder', () => {
    const text = configText('/tmp/lab', 'a', 'f');
    const paths = text.match(/\/\S+/g) ?? [];
    expect(paths.filter((path) => !path.startsWith('/tmp/lab/a'))).toEqual([]);
  });

  test('know which folder has too long a path', () => {
    expect(excessLength('/tmp/splitbrain-lab')).toBeLessThan(0);
    expect(excessLength(`/tmp/${'x'.repeat(60)}`)).toBeGreaterThan(0);
  });

  test('know a living process from one that is gone', () => {
    expect(statOf(process.pid)?.started).toMatch(/^\d+$/);
    expect(statOf(2 ** 22 + 1)).toBeUndefined();
  });

  test('wait for evidence, and say what did not come and why', async () => {
    let looks = 0;
    const waiting = { what: 'three', where: 'here', deadline: 1000, interval: 1 };
    expect(await until(waiting, () => (++looks === 3 ? looks : undefined))).toBe(3);
    const never = until({ ...waiting, deadline: 5 }, () => {
      throw new Error('not there');
    });
    await expect(never).rejects.toBeInstanceOf(LabError);
    await expect(never).rejects.toThrow(/waited 0.005 s for three: not there/);
  });
});
