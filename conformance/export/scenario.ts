import { placeOf } from '../../scenarios/scenario.ts';
import { formatScenario, parseScenario, ScenarioError } from '../../scenarios/yaml.ts';
import { UsageError } from '../campaign/usage.ts';
import type { RunRecord } from '../record.ts';
import { resolve } from '../resolve.ts';

const schema = '# yaml-language-server: $schema=scenarios/scenario.schema.json\n';

/**
 * A run as a scenario file, its schedule spelled out: run on a simulated pair that behaves alike, it comes to
 * the same, step by step. @throws UsageError for a run that is too long for a scenario file.
 */
export function scenarioText(record: RunRecord): string {
  const { seed, scenario, mode, verdict, target } = record;
  const { namespace, poolMode } = placeOf(record);
  const came = verdict.kind === 'fail' ? `fails with ${verdict.code}` : `comes to: ${verdict.kind}`;
  const text = formatScenario({
    format: 1,
    name: scenario === 'generated' ? seed : scenario,
    about: `Made from the run ${seed} on ${target}, where it ${came}.`,
    modes: [mode],
    ...(namespace !== undefined && { namespace }),
    ...(poolMode !== undefined && { 'pool-mode': poolMode }),
    schedule: 'explicit',
    steps: resolve(record),
  });
  mustBeReadable(text, record);
  return `${schema}${text}`;
}

/** What is written has to be read again: a file holds so many steps, and an image so many events. */
function mustBeReadable(text: string, record: RunRecord): void {
  try {
    parseScenario(text);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const steps = resolve(record).length;
    throw new UsageError(
      `${record.seed}: its ${steps} steps, what daemons do among them, are more than a scenario file ` +
        'holds: export the bundle of its failure, which is shrunk, or give others the seed',
    );
  }
}
