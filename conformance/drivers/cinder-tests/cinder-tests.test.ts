import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoCinder } from '../available.ts';
import { DriverBench } from '../bench.ts';
import { driverCommand } from '../choice.ts';
import { type DriverRecord, kindOfFinding } from '../record.ts';
import { SimulatedSource } from '../simulated-source.ts';
import { type Check, rowOf } from './cinder-test.ts';
import { driverTests } from './driver-tests.ts';
import { managerTests } from './manager-tests.ts';

const skip = whyNoCinder();
const all = [...driverTests, ...managerTests];
const page = readFileSync(new URL('../../../docs/cinder-tests.md', import.meta.url), 'utf8');

describe('the table of Cinder’s own tests of replication', () => {
  it('has a row for each of them, as it is here, and no other', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| test_'));
    expect(rows).toEqual(all.map(rowOf));
  });

  it('has a check for each that is within reach, and a reason for each other', () => {
    for (const { test, standing, checks = [], clusters } of all) {
      expect(checks.length > 0, test).toBe(standing !== 'out of reach');
      expect(clusters.length, test).toBeGreaterThan(0);
    }
  });
});

const quiet = /^(connect|open|version|features|parent_info|list_snaps|set_snap|stripe_unit)$/;

/** What a run shows, of what a check asks for. */
function shownBy({ steps, verdict }: DriverRecord, { shows }: Check): Check['shows'] {
  const last = steps.at(-1);
  const findings = verdict.kind === 'fail' ? verdict.findings.map(kindOfFinding) : [];
  const calls = (last?.calls ?? [])
    .filter(({ call }) => !quiet.test(call))
    .map(({ site, call, args, error }) => `${site} ${call}(${args}) ${error ?? ''}`.trim());
  const { database } = steps.findLast((one) => one.database !== undefined) ?? {};
  const said = {
    answer: last?.answer,
    told: last?.told['1'],
    calls,
    found: findings,
    service: database?.service,
    cluster: database?.cluster,
    volumes: database && Object.values(database.volumes),
  };
  const asked = Object.entries(said).filter(([name]) => name in shows);
  return { found: findings, ...Object.fromEntries(asked) };
}

describe.skipIf(skip)(`Cinder’s tests, simulated${skip ? ` (skipped: ${skip})` : ''}`, () => {
  const drivers = ['cinder', 'cinder-manager', 'cinder-manager-cluster'] as const;
  describe.each(drivers)('with %s', (driver) => {
    let bench: DriverBench;
    beforeAll(() => {
      bench = new DriverBench(new SimulatedSource('journal'), driverCommand(driver));
    });
    afterAll(() => bench.close());

    const cases = all.flatMap(({ test, checks = [] }) =>
      checks
        .filter((one) => one.driver === driver)
        .map((check) => ({
          test,
          check,
          what: check.steps.map((step) => step.do).join(', '),
        })),
    );
    it.each(cases)('$test: $what', async ({ test, check }) => {
      const { steps, shows } = check;
      const record = await bench.run({ name: test, steps, mode: 'journal', seed: test });
      expect(shownBy(record, check)).toMatchObject(shows);
    });
  });
});
