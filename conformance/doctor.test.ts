import { expect, test } from 'vitest';
import { doctor } from './doctor.ts';

test('the doctor looks at everything, and says how to mend what is not well', async () => {
  const checks = await doctor();
  const names = checks.map(({ name }) => name);
  const some = ['node', 'root', 'ceph-osd', 'python3-rbd', 'lab', 'ceph reef', 'ceph tentacle'];
  expect(names).toEqual(expect.arrayContaining(some));
  expect(new Set(names).size).toBe(names.length);
  for (const check of checks.filter(({ ok }) => !ok)) expect(check.mend, check.name).toBeTruthy();
});
