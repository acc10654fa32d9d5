import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { shellScript } from '../../reports/shell/script.ts';
import { endOf, startWhere } from '../cli/start.ts';
import { whySkipped } from '../lab/available.ts';
import { labDown, labUp } from '../lab/index.ts';
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
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'splitbrain-export-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.concurrent.for(chosen)(
    '$file, in $mode mode, shows on two clusters',
    { timeout: patience },
    async (one, { expect, signal }) => {
      const { file, mode } = one;
      const name = join(folder, `${chosen.indexOf(one)}`); // short: a lab has sockets in it
      const record = await exportable(join(scenarios, `${file}.yaml`), { mode }, () => undefined);
      writeFileSync(`${name}.sh`, shellScript(record));
      const lab = await labUp({ folder: name });
      try {
        if ('releases' in one && !one.releases.test(lab.ceph)) return;
        const env = { ...process.env, ...labWords(lab.folder) };
        const script = startWhere({ cwd: folder, env }, 'bash', `${name}.sh`);
        const { code, out, err } = await endOf(script, signal);
        expect({ code, said: out.trim().split('\n').at(-1), err }).toEqual({
          code: 0,
          said: expect.stringMatching(/^SHOWN: /),
          err: '',
        });
      } finally {
        await lab.down();
        expect(findProcesses(lab.folder)).toEqual([]);
        await labDown(lab.folder);
      }
    },
  );
});
