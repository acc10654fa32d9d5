import { describe, expect, test } from 'vitest';
import { choiceFrom, nameOf, withTarget } from './target.ts';
import { UsageError } from './usage.ts';

describe('the choice of a target', () => {
  test('comes back from a record, with the release of Ceph that it was', () => {
    expect(choiceFrom('sim')).toEqual({ target: 'sim' });
    expect(choiceFrom('ceph 18.2.7')).toEqual({ target: 'ceph', ceph: 'reef' });
    expect(choiceFrom('ceph 17.2.7')).toEqual({ target: 'ceph' });
    expect(() => choiceFrom('zfs 2')).toThrow(UsageError);
  });

  test('names the release, so that a record is not gone on with on another', () => {
    expect(nameOf({ target: 'ceph' })).toBe('ceph');
    expect(nameOf({ target: 'ceph', ceph: 'reef' })).toBe('ceph reef');
  });

  test('refuses a release of Ceph for the simulated pair', async () => {
    const work = async () => undefined;
    const opening = withTarget({ target: 'sim', ceph: 'reef' }, () => undefined, work);
    await expect(opening).rejects.toThrow(UsageError);
  });
});
