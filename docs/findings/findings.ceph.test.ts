import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whySkipped } from '../../conformance/lab/available.ts';
import { type Lab, labDown, labUp } from '../../conformance/lab/index.ts';
import { pool, siteFiles } from '../../conformance/lab/layout.ts';
import { inside, namespaceOf } from '../../conformance/lab/namespaces.ts';
import { findProcesses } from '../../conformance/lab/processes.ts';
import type { Site } from '../../model/site.ts';
import { folder as findings } from './reports.ts';

const folder = join(tmpdir(), `splitbrain-findings-${process.pid}`);
const skip = whySkipped();
const patience = 60_000;

/** Scripts that need nothing but two clusters and are done within seconds, with the size of their image. */
const quick = [{ name: 'refused-enable-leaves-journaling', objects: 16 }] as const;

/** The rbd command at a site, as a script takes it. */
const rbdAt = (site: Site): string => {
  const rbd = ['env', `CEPH_CONF=${siteFiles(folder, site).conf}`, 'rbd'];
  const { file, args } = inside({ folder, site, role: 'tool' }, namespaceOf(folder, site), rbd);
  return [file, ...args].join(' ');
};

describe.skipIf(skip)(`scripts of findings${skip ? ` (skipped: ${skip})` : ''}`, () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await labUp({ folder });
  }, patience);

  afterAll(async () => {
    await lab.down();
    expect(findProcesses(folder)).toEqual([]);
    await labDown(folder);
  }, patience);

  test.each(quick)(
    '$name shows what it says',
    ({ name, objects }) => {
      const { status, stdout, stderr } = spawnSync('bash', [join(findings, `${name}.sh`)], {
        env: {
          ...process.env,
          A_RBD: rbdAt('a'),
          B_RBD: rbdAt('b'),
          POOL: pool,
          OBJECTS: `${objects}`,
        },
        encoding: 'utf8',
        timeout: patience,
      });
      expect({ status, said: stdout.trim().split('\n').at(-1), stderr }).toEqual({
        status: 0,
        said: expect.stringMatching(/^SHOWN: /),
        stderr: '',
      });
    },
    patience,
  );
});
