import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VolumeStep } from '../../../scenarios/volumes/step.ts';
import { whyNoCinder } from '../available.ts';
import { DriverBench } from '../bench.ts';
import { driverCommand } from '../choice.ts';
import type { DriverCommand } from '../process.ts';
import { type DriverRecord, kindOfFinding } from '../record.ts';
import { SimulatedSource } from '../simulated-source.ts';

const skip = whyNoCinder();

const folder = mkdtempSync(join(tmpdir(), 'splitbrain-wrong-managers-'));
const chosen = join(folder, 'chosen');

/** Cinder's manager, or, at each start, one that is wrong on purpose. */
const program = (): DriverCommand => {
  const { file, args, env } = driverCommand('cinder-manager');
  const manager = '--manager=wrong_managers.Chosen';
  return { file, args: [...args, manager], env: { ...env, WRONG_MANAGER: chosen } };
};

let bench: DriverBench;
beforeAll(() => {
  bench = new DriverBench(new SimulatedSource('journal'), program());
});
afterAll(async () => {
  await bench.close();
  rmSync(folder, { recursive: true });
});

function run(manager: string, steps: readonly VolumeStep[]): Promise<DriverRecord> {
  writeFileSync(chosen, manager);
  return bench.run({ name: 'a test', steps, mode: 'journal', seed: 'x' });
}

const kindsIn = ({ verdict }: DriverRecord): readonly string[] =>
  verdict.kind === 'fail' ? verdict.findings.map(kindOfFinding) : [];

const create: VolumeStep = { do: 'create', volume: 1, type: 'replicated' };
const plain: VolumeStep = { do: 'create', volume: 2, type: 'plain' };
const settle: VolumeStep = { do: 'settle' };
const over: VolumeStep = { do: 'failover', to: 'b' };
const nowhere: VolumeStep = { do: 'failover', to: 'nowhere' };
const back: VolumeStep = { do: 'failback' };
const restart: VolumeStep = { do: 'restart', config: 'default' };
const freeze: VolumeStep = { do: 'freeze' };

interface Wrong {
  readonly manager: string;
  /** One that is right in this, where it is not Cinder's own as it is. */
  readonly right?: string;
  readonly steps: readonly VolumeStep[];
  readonly finding: string;
}

/** Each thing that is owed of a database, and a manager that does not keep it. */
const wrongs: readonly Wrong[] = [
  {
    manager: 'LosesTheBackend',
    steps: [create, settle, over],
    finding: 'service-follows-the-failover: failover: the service is not said to be there',
  },
  {
    manager: 'MovesAlthoughUnable',
    right: 'Unable',
    steps: [create, settle, over],
    finding: 'failed-failover-reverts: failover: the service moves',
  },
  {
    manager: 'TakesRefusalForFailure',
    steps: [create, settle, nowhere],
    finding: 'refuses-a-bad-target: the service changes',
  },
  {
    manager: 'NeverFinishes',
    steps: [create, settle, nowhere],
    finding:
      'leaves-nothing-in-between: failover InvalidReplicationTarget: the service is failing-over',
  },
  {
    manager: 'SparesOthers',
    steps: [create, plain, settle, over],
    finding: 'not-replicated-is-in-error: a volume that is not replicated is not in error',
  },
  {
    manager: 'EnablesTheFrozen',
    steps: [create, settle, over, settle, freeze, back],
    finding: 'frozen-stays-frozen: failback leaves it open to new volumes',
  },
  {
    manager: 'ForgetsAtStart',
    steps: [create, settle, over, settle, restart],
    finding: 'restart-remembers: the service starts otherwise',
  },
  {
    manager: 'KeepsAnother',
    steps: [create, settle, over],
    finding: 'database-agrees-with-the-driver: failover: failed-over is kept as enabled',
  },
  {
    manager: 'LeavesInError',
    steps: [create, settle, over, settle, back],
    finding: 'failback-restores: a volume that is enabled is in error',
  },
  {
    manager: 'RefusesTheDead',
    steps: [create, settle, freeze, { do: 'stop-site', site: 'a' }, settle, over],
    finding: 'fails-over-from-a-dead-site: failover: refused with InvalidInput',
  },
];

describe.skipIf(skip)(`Cinder’s manager, simulated${skip ? ` (skipped: ${skip})` : ''}`, () => {
  it.each(wrongs)('shows that $manager is wrong: $finding', async (wrong) => {
    const { manager, right = 'Right', steps, finding } = wrong;
    expect(kindsIn(await run(manager, steps))).toContain(finding);
    expect(kindsIn(await run(right, steps))).not.toContain(finding);
  });

  it('starts anew on the database that it had, and where it had failed over to', async () => {
    const { steps } = await run('Right', [
      ...[create, settle, over, settle, restart],
      { do: 'write', volume: 1, blocks: 1 },
      { do: 'extend', volume: 1 },
    ]);
    expect(steps.map(({ answer }) => answer)).toEqual(steps.map(() => 'ok'));
    expect(steps.at(-1)?.told).toEqual({ 1: 'failed-over' });
  });

  it('has what could not be made in error, until a user deletes it', async () => {
    const both: VolumeStep = { do: 'create', volume: 1, type: 'replicated-multiattach' };
    const kinds = kindsIn(await run('Right', [both, settle, plain, { do: 'repair' }]));
    expect(kinds).toEqual(['stays-alive: create_volume dies']);
  });

  it('begins each run with a database of its own', async () => {
    for (const _ of ['one', 'two']) {
      expect((await run('Right', [create, settle, over])).verdict).toEqual({ kind: 'pass' });
    }
  });
});
