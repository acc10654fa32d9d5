import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needs } from '../../reports/shell/needs.ts';
import { whySkipped } from '../lab/available.ts';
import { type Lab, labDown, labUp } from '../lab/index.ts';
import { addressOf } from '../lab/layout.ts';
import { namespaceOf, onNetwork } from '../lab/namespaces.ts';

const hosts = fileURLToPath(new URL('hosts', import.meta.url));
const skip = whySkipped();
const patience = 60_000;
const { PATH = '' } = process.env;

/** What there is to see of a fault and of its end, by the variables of both. */
type Look = () => unknown;

describe.skipIf(skip)(`usual commands of the link${skip ? ` (skipped: ${skip})` : ''}`, () => {
  let lab: Lab;
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'splitbrain-usual-'));
    lab = await labUp({ folder: join(folder, 'lab') });
  }, patience);

  afterAll(async () => {
    await lab.down();
    await labDown(lab.folder);
    rmSync(folder, { recursive: true });
  }, patience);

  /** Runs what a script runs that nobody told anything but the link's name. */
  const strike = (name: string) => {
    const script = `LINK=cable; : "\${X:=${needs[name]?.usual}}"; bash -c "$X"`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
      env: {
        ...process.env,
        PATH: `${hosts}:${PATH}`,
        LAB: lab.folder,
        NODE: process.execPath,
        A_KEEPER: String(namespaceOf(lab.folder, 'a')),
        B_KEEPER: String(namespaceOf(lab.folder, 'b')),
      },
      stdio: ['ignore', 'pipe', 'pipe'], // a bash that reads from a socket believes to be remote
      encoding: 'utf8',
    });
    expect({ name, status, stdout, stderr }).toEqual({ name, status: 0, stdout: '', stderr: '' });
  };

  const reaches = () =>
    onNetwork(lab.folder, 'a', [
      ...['timeout', '1', 'bash', '-c'],
      `exec 3<>/dev/tcp/${addressOf.b}/3300`,
    ]).then(
      () => true,
      () => false,
    );

  const rate = async () => (await lab.way('a')).rate;
  const rules = async () =>
    /random mod 100 < 5 drop/.test(await onNetwork(lab.folder, 'a', ['nft', 'list', 'ruleset']));

  test.each<[string, string, Look, unknown, unknown]>([
    ['CUT', 'HEAL', reaches, false, true],
    ['A_CUT', 'HEAL', reaches, false, true],
    ['SLOW', 'HEAL', rate, 1_000_000, undefined],
    ['LOSE', 'HEAL', rules, true, false],
  ])(
    '%s does what it says, and %s ends it',
    async (fault, end, look, struck, ended) => {
      strike(fault);
      expect(await look()).toEqual(struck);
      strike(end);
      expect(await look()).toEqual(ended);
    },
    patience,
  );
});
