import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shellScript } from '../../reports/shell/script.ts';
import { withoutInterrupt } from '../../scenarios/events.ts';
import { placeIn } from '../../scenarios/scenario.ts';
import { parseScenario } from '../../scenarios/yaml.ts';
import { givenRuns, readScenarios } from '../campaign/files.ts';
import { Models } from '../campaign/models.ts';
import { runGiven, runSeed } from '../campaign/run.ts';
import { variantNamed } from '../campaign/variants.ts';
import type { RunRecord } from '../record.ts';
import type { Target } from '../target.ts';
import { simTarget } from '../targets/sim.ts';
import { exportable, isDeviation } from './exportable.ts';
import { scenarioText } from './scenario.ts';

const scenarios = fileURLToPath(new URL('../../scenarios', import.meta.url));
const folders = ['bugs', 'corpus', 'ceph'].map((folder) => join(scenarios, folder));
const models = new Models();
const plain = simTarget();
const out = mkdtempSync(join(tmpdir(), 'splitbrain-export-'));
afterAll(() => rmSync(out, { recursive: true }));

/** A run of every scenario that there is, in each of its modes, and the target of each. */
const corpus: { readonly record: RunRecord; readonly target: Target }[] = [];

beforeAll(async () => {
  for (const scenario of readScenarios(folders)) {
    const { name, steps, bug, modes } = scenario;
    const known = isDeviation(bug?.deviation) ? simTarget(variantNamed(bug?.deviation)) : plain;
    for (const mode of modes) {
      const how = {
        mode,
        seed: `run-${mode}`,
        schedule: 'explicit',
        ...placeIn(scenario),
      } as const;
      const record = await runGiven({ name, steps, ...how }, { target: known, models });
      corpus.push({ record, target: known });
    }
  }
}, 300_000);

describe('a run as a shell script', () => {
  it('is in the language of bash, whatever the scenario', { timeout: 300_000 }, () => {
    for (const [index, { record }] of corpus.entries()) {
      writeFileSync(join(out, `${index}.sh`), shellScript(record));
    }
    const scripts = readdirSync(out).map((name) => join(out, name));
    expect(scripts.length).toBeGreaterThan(90);
    const each = 'for file; do bash -n "$file" || exit 1; done';
    execFileSync('bash', ['-c', each, 'bash', ...scripts]);
    const looked = spawnSync('shellcheck', ['-S', 'warning', ...scripts.slice(0, 12)]);
    // Not every machine has it.
    if (looked.error === undefined) expect(String(looked.stdout)).toBe('');
  });

  it('ends by comparing what the last step came to with what is allowed', async () => {
    const file = join(scenarios, 'bugs/forced-promotion-rolls-back-too-far.yaml');
    const script = shellScript(await exportable(file, {}, () => undefined));
    expect(script).toContain('mirror image promote --force "$IMAGE"');
    expect(script).toMatch(
      /'writes 1'\) not_shown .*\n {2}'no writes'\) shown .*\n.*'unreachable'\) not_set_up .*\n.*\nesac\n$/,
    );
  });

  it('goes on to what comes of a known deviation, where that is what the scenario is about', async () => {
    const file = join(scenarios, 'bugs/torn-primary-is-followed.yaml');
    const script = shellScript(await exportable(file, {}, () => undefined));
    expect(script).toMatch(/attempt b mirror image promote "\$IMAGE"\ncame_to ok\n/);
    const [, rest = ''] = script.split("say '15. settle'\n");
    expect(rest.trim().split('\n')).toEqual([
      "settles_as a 'nonprimary' 'replaying' 'writes 1 2 3'",
      "settles_as b 'primary' 'stopped' 'writes 1 3'",
      '',
      "shown 'all went as in the run'",
    ]);
  });

  it('asks for no more than it needs', () => {
    const simple = corpus.find(({ record }) => /^planned failover/.test(record.scenario));
    const script = simple && shellScript(simple.record);
    expect(script).toContain('settles_as');
    expect(script).not.toMatch(/START_MIRROR|CUT|CEPH:=|catch_/);
  });
});

/** What a run came to, step by step, whenever that was and whatever named it. */
const courseOf = ({ verdict, writes, steps, mode }: RunRecord) => ({
  ...{ writes, mode },
  // Steps of daemons count as steps where they stand alone.
  verdict: { ...verdict, step: 0 },
  steps: steps
    .filter(({ step }) => step.do !== 'let')
    .map(({ at: _, daemons: __, possible: ___, step, ...what }) => ({
      ...what,
      step: step.do === 'demote' ? { do: step.do, site: step.site } : withoutInterrupt(step),
    })),
});

async function again(record: RunRecord, target: Target): Promise<RunRecord> {
  const scenario = parseScenario(scenarioText(record));
  const asked = { scenarios: [scenario], modes: scenario.modes, seed: '1', repeat: 1 };
  const [given] = [...givenRuns(asked)];
  if (given === undefined) throw new Error('the file asks for no run');
  return runGiven(given, { target, models });
}

describe('a run as a scenario file', () => {
  it('comes to the same, with a known bug and without', { timeout: 300_000 }, async () => {
    for (const { record, target } of corpus) {
      if (scenarioOrNone(record) === undefined) continue;
      expect(courseOf(await again(record, target))).toEqual(courseOf(record));
    }
  });

  it('comes to the same where daemons had their own time, if it is short enough for a file', async () => {
    let short = 0;
    for (let number = 0; number < 30; number += 1) {
      const record = await runSeed(`sb1-journal-e.${number}`, { target: plain, models });
      if (scenarioOrNone(record) === undefined) continue;
      short += 1;
      expect(courseOf(await again(record, plain))).toEqual(courseOf(record));
    }
    expect(short).toBeGreaterThan(3);
  });
});

/** A run as a scenario file; undefined where it is refused because it is too long. */
function scenarioOrNone(record: RunRecord): string | undefined {
  try {
    return scenarioText(record);
  } catch (error) {
    expect(error).toHaveProperty('message', expect.stringMatching(/more than a scenario file/));
    return undefined;
  }
}
