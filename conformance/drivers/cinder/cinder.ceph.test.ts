import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mode, modes } from '../../../model/site.ts';
import type { VolumeStep } from '../../../scenarios/volumes/step.ts';
import { whySkipped } from '../../lab/available.ts';
import { type OpenedLabs, openLabs } from '../../targets/ceph-open.ts';
import { whyNoCinder } from '../available.ts';
import { DriverBench } from '../bench.ts';
import { CephSource } from '../ceph-source.ts';
import { driverCommand } from '../choice.ts';
import type { Clusters } from '../clusters.ts';
import { type KnownDefect, knownDefects } from '../known.ts';
import { driverRecordSchema } from '../schema.ts';
import { shows } from '../shrink.ts';
import { askModules, measuredAnswers } from './modules.ts';
import { runProgram } from './program.ts';

const folder = join(tmpdir(), `splitbrain-drivers-${process.pid}`);
const skip = whySkipped() ?? whyNoCinder();
const timeout = 180_000;

/** Those of the module suite, a clone before its parent. */
const suiteImages = [
  'module-suite-clone',
  'module-suite-parent',
  'module-suite-copy',
  'module-suite',
];

/**
 * It takes Cinder's own driver as long as anybody waits for it to find that a site is dead: see `bugs --driver`. So it
 * does to start while its site is, and what comes after that is not met; and so does what never returns.
 */
const slow = [
  'failover-to-a-dead-site-demotes',
  'refused-clone-hangs-the-service',
  'restart-at-a-dead-site-bars-the-failover',
];
const quick = ({ name }: KnownDefect): boolean => !slow.includes(name);

const create: VolumeStep = { do: 'create', volume: 1, type: 'replicated' };
const write: VolumeStep = { do: 'write', volume: 1, blocks: 2 };
const settle: VolumeStep = { do: 'settle' };
const over: VolumeStep = { do: 'failover', to: 'b' };
const back: VolumeStep = { do: 'failback' };
const wayThereAndBack: readonly VolumeStep[] = [
  ...[create, write, settle, over, write, back, settle],
  { do: 'retype', volume: 1, to: 'plain' },
  { do: 'retype', volume: 1, to: 'replicated' },
  settle,
];
const withClones: readonly VolumeStep[] = [
  ...[create, write, settle],
  { do: 'clone', volume: 2, from: 1, type: 'replicated' },
  { do: 'write', volume: 2, blocks: 1 },
  { do: 'snap-create', volume: 1 },
  { do: 'create-from-snapshot', volume: 3, from: 1, type: 'replicated' },
  ...[settle, over, write, settle, back, settle],
  { do: 'delete', volume: 3 },
  { do: 'snap-delete', volume: 1 },
  { do: 'manage', volume: 3, type: 'replicated' },
  settle,
  { do: 'retype', volume: 1, to: 'plain' },
  { do: 'delete', volume: 1 },
  { do: 'delete', volume: 2 },
  settle,
];
const siteLost: readonly VolumeStep[] = [
  ...[create, write, settle],
  // Without that, a mirror daemon that waits for a dead peer keeps the image from being written to.
  { do: 'stop-daemon', site: 'b' },
  { do: 'stop-site', site: 'a' },
  ...[over, write],
  { do: 'start-site', site: 'a' },
  { do: 'start-daemon', site: 'b' },
  ...[back, write],
  { do: 'repair' },
  ...[back, settle],
];

describe.skipIf(skip)(`Cinder on real Ceph${skip ? ` (skipped: ${skip})` : ''}`, () => {
  let opened: OpenedLabs;
  beforeAll(async () => {
    opened = await openLabs({ folder, labs: 3 });
  }, timeout);
  afterAll(() => opened?.labs.leave(), timeout);

  const run = (driver: string, steps: readonly VolumeStep[], mode: Mode) => {
    const bench = new DriverBench(new CephSource(opened.labs), driverCommand(driver));
    return bench.run({ name: 'a test', steps, mode, seed: `${driver}-${mode}` });
  };

  /** Works on clusters without a driver. */
  async function beside<Result>(
    mode: Mode,
    work: (clusters: Clusters) => Promise<Result>,
  ): Promise<Result> {
    const clusters = await new CephSource(opened.labs).open('beside', mode);
    try {
      return await work(clusters);
    } finally {
      await clusters.close(suiteImages);
    }
  }

  it.concurrent.each(modes)(
    'finds modules that answer as measured, in %s mode',
    { timeout },
    async (mode) => {
      const answers = await beside(mode, (clusters) => askModules(clusters, mode));
      expect(answers).toEqual(measuredAnswers[mode]);
    },
  );

  it.concurrent.each(knownDefects().filter(quick))(
    'shows $name',
    { timeout },
    async ({ bug, scenario }) => {
      const record = await run(bug.driver, scenario.steps, 'journal');
      expect(shows(record, bug.finding), JSON.stringify(record.verdict)).toBe(true);
      expect(record.logs).toEqual({ a: expect.any(Array), b: expect.any(Array) });
      expect(driverRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
    },
  );

  const journeys = modes.flatMap((mode) => [
    { what: 'goes there and back', mode, steps: wayThereAndBack },
    { what: 'takes clones along', mode, steps: withClones },
    { what: 'survives the loss of a site', mode, steps: siteLost },
  ]);
  it.concurrent.each(journeys)(
    'by the driver with modes $what, in $mode mode',
    { timeout },
    async ({ mode, steps }) => {
      const { verdict } = await run('cinder-snapshot', steps, mode);
      expect(verdict).toEqual({ kind: 'pass' });
    },
  );

  describe('backups', () => {
    const always = ['layering', 'exclusive-lock', 'object-map', 'fast-diff'];
    const cases = [
      { journals: false, replication_mode: 'journal', features: always },
      { journals: true, replication_mode: 'journal', features: [...always, 'journaling'] },
      { journals: true, replication_mode: 'snapshot', features: [...always, 'journaling'] },
    ];
    it.each(cases)(
      'have journals where $journals, and are mirrored by no snapshots, with $replication_mode volumes',
      { timeout },
      async ({ features, ...options }) => {
        const told = await beside('journal', async (clusters) => {
          const { conf, pool } = clusters.access.a;
          const asked = JSON.stringify({ conf, pool, ...options });
          return JSON.parse(await runProgram(clusters, 'backup_rule.py', [asked]));
        });
        expect(told).toEqual({
          features,
          mirrored: false,
          mode: null,
          backup_ceph_image_snapshot_mirroring: false,
        });
      },
    );
  });
});
