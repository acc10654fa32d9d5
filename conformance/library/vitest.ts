import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../model/site.ts';
import { commandLine } from '../../reports/commands.ts';
import { volumeStepText } from '../../reports/volume-text.ts';
import { formatSeed } from '../campaign/seed.ts';
import type { TargetChoice } from '../campaign/target.ts';
import { givenOf } from '../drivers/bench.ts';
import { BenchPools } from '../drivers/bench-pools.ts';
import { driverCommand } from '../drivers/choice.ts';
import { type OwedCode, owed, owedBy } from '../drivers/obligations.ts';
import { type OpenedBenches, openBenches } from '../drivers/open.ts';
import type { DriverRecord, Finding } from '../drivers/record.ts';

/** What a driver is to be tested for, and on what. */
export interface Conformance {
  /** A name that `--driver` takes, or a command that speaks the driver protocol. */
  readonly driver: string;
  /** A source tree of Cinder's, in place of the installed one. */
  readonly cinderPath?: string;
  /** The modes to test in; journal mode, if left out. */
  readonly modes?: readonly Mode[];
  /** What the scenarios are made from: the same text, the same scenarios. */
  readonly seed?: string;
  /** How many scenarios in each mode; 20, if left out. */
  readonly runs?: number;
  /** Which promises and obligations; all but those about databases, if left out. */
  readonly promises?: readonly OwedCode[];
  /** The simulated clusters, if left out; `{ target: 'ceph' }` for real ones. */
  readonly on?: TargetChoice;
  /** Milliseconds that a scenario may take; a minute, or ten on real clusters. */
  readonly timeout?: number;
}

/**
 * Adds to a vitest suite one test for each promise and each scenario, named by the scenario's seed. What could not
 * have been broken in a scenario is skipped there, and says so. A scenario is run once, for all its tests.
 */
export function conformance(asked: Conformance): void {
  const { driver, on = { target: 'sim' }, runs = 20, seed = 'conformance' } = asked;
  const { modes = ['journal'], promises = owedBy([]) } = asked;
  const timeout = asked.timeout ?? (on.target === 'sim' ? 60_000 : 600_000);
  describe(`${driver} on ${on.target}`, () => {
    let opened: OpenedBenches;
    let benches: BenchPools;
    beforeAll(async () => {
      const program = driverCommand(driver, asked.cinderPath);
      const given = { program, choice: on, modes, lanes: 1 };
      opened = await openBenches(given, () => undefined, new AbortController().signal);
      benches = new BenchPools(opened.benches);
    }, timeout);
    afterAll(() => opened?.close(), timeout);
    for (const mode of modes) {
      for (let index = 0; index < runs; index += 1) {
        const one = formatSeed({ mode, text: `${seed}.${index}` });
        const run = () => benches.with(mode, (bench) => bench.run(givenOf(one, mode)));
        testsOf({ driver, seed: one, run, promises, timeout });
      }
    }
  });
}

/** One scenario, and what it is run for. */
interface ScenarioTests {
  readonly driver: string;
  readonly seed: string;
  readonly run: () => Promise<DriverRecord>;
  readonly promises: readonly OwedCode[];
  readonly timeout: number;
}

function testsOf({ driver, seed, run, promises, timeout }: ScenarioTests): void {
  describe(seed, () => {
    let ran: Promise<DriverRecord> | undefined;
    const record = () => {
      ran ??= run();
      return ran;
    };
    it('comes to a verdict', { timeout }, async () => {
      const { verdict } = await record();
      expect(verdict.kind === 'inconclusive' ? verdict.reason : 'a verdict').toBe('a verdict');
    });
    it.for(promises)('%s', { timeout }, async (code, { skip }) => {
      const { verdict, atStake, steps } = await record();
      const findings = verdict.kind === 'fail' ? verdict.findings : [];
      const found = findings.find((one) => one.code === code);
      if (found !== undefined) throw new Error(failureText(found, { driver, seed, steps }));
      if (!atStake.includes(code)) skip('not at stake in this scenario');
    });
  });
}

type Failed = Pick<ScenarioTests, 'driver' | 'seed'> & Pick<DriverRecord, 'steps'>;

/** What a driver was found wanting in, the steps up to it, and how to see it again. */
function failureText({ code, saw, step }: Finding, { driver, seed, steps }: Failed): string {
  const lines = steps
    .slice(0, step + 1)
    .map((one, index) => `  ${index + 1}. ${volumeStepText(one.step)}  ${one.answer}`);
  const replay = commandLine(['replay', seed, '--driver', driver]);
  return [owed[code], saw, ...lines, replay].join('\n');
}
