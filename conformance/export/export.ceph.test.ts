import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shellScript } from '../../reports/shell/script.ts';
import { whySkipped } from '../lab/available.ts';
import { type Lab, labDown, labUp } from '../lab/index.ts';
import { findProcesses } from '../lab/processes.ts';
import { exportable } from './exportable.ts';
import { labWords } from './lab-words.ts';

const scenarios = fileURLToPath(new URL('../../scenarios', import.meta.url));
const skip = whySkipped();
const patience = 300_000;

/** Scenarios whose scripts end within a minute or two, and show the same each time. */
const chosen = [
  { file: 'bugs/forced-promotion-rolls-back-too-far', mode: 'snapshot' },
  { file: 'bugs/half-copied-image-is-promoted', mode: 'journal' },
  { file: 'bugs/copy-loses-its-journal', mode: 'journal' },
  { file: 'bugs/forced-promotion-crashes', mode: 'snapshot', releases: /^(16|17)\./ },
  { file: 'corpus/planned-failover-and-failback', mode: 'journal' },
  { file: 'corpus/planned-failover-and-failback', mode: 'snapshot' },
] as const;

describe.skipIf(skip)(`exported scripts${skip ? ` (skipped: ${skip})` : ''}`, () => {
  let lab: Lab;
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'splitbrain-export-'));
    lab = await labUp({ folder: join(folder, 'lab') });
  }, patience);

  afterAll(async () => {
    await lab.down();
    expect(findProcesses(lab.folder)).toEqual([]);
    await labDown(lab.folder);
    rmSync(folder, { recursive: true });
  }, patience);

  test.each(chosen)(
    '$file, in $mode mode, shows on two clusters',
    async (one) => {
      if ('releases' in one && !one.releases.test(lab.ceph)) return;
      const { file, mode } = one;
      const record = await exportable(join(scenarios, `${file}.yaml`), { mode }, () => undefined);
      const script = join(folder, `${file.replace('/', '-')}-${mode}.sh`);
      writeFileSync(script, shellScript(record));
      const { status, stdout, stderr } = spawnSync('bash', [script], {
        env: { ...process.env, ...labWords(lab.folder) },
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
