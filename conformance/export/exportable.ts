import { existsSync } from 'node:fs';
import type { Mode } from '../../model/site.ts';
import { symptoms } from '../../model/symptoms.ts';
import { placeIn } from '../../scenarios/scenario.ts';
import { readScenarios } from '../campaign/files.ts';
import { Models } from '../campaign/models.ts';
import { runGiven } from '../campaign/run.ts';
import { type Say, type TargetChoice, withTarget } from '../campaign/target.ts';
import { UsageError } from '../campaign/usage.ts';
import { behaviourNamed } from '../campaign/variants.ts';
import { runRecordSchema } from '../output/schema.ts';
import type { RunRecord } from '../record.ts';
import { pasted, readReplayable, replay } from '../replay.ts';
import type { Target } from '../target.ts';
import { simWithCauseOf } from '../track-record/cause.ts';

/** What of a run that is to be exported is not in what names it. */
export interface ExportChoice {
  /** The mode of a scenario file's run; needed where it is for both. */
  readonly mode?: Mode;
  /** How the simulated pair behaves: see --with. */
  readonly with?: string;
}

/**
 * The run that a user names to have it exported: that of a bundle as it was recorded; that of a seed, or of a
 * scenario file, on a simulated pair that behaves as is chosen, a file of a known bug as the bug has it.
 * Rejects with UsageError, SeedError or BundleError for what is none.
 */
export async function exportable(text: string, choice: ExportChoice, say: Say): Promise<RunRecord> {
  if (/\.ya?ml$/.test(text) && existsSync(text)) return runOfFile(text, choice, say);
  const what = readReplayable(text);
  if (what.kind === 'bundle') {
    const read = runRecordSchema.safeParse(what.bundle.record);
    if (read.success) return read.data;
    throw new UsageError(`${text}: the record in this bundle is not one that this version reads`);
  }
  const { record } = await replay(what, onSim(choice.with ?? pasted(text).choice.with), say);
  return record;
}

const onSim = (behaviour: string | undefined): TargetChoice =>
  behaviour === undefined ? { target: 'sim' } : { target: 'sim', with: behaviour };

function runOfFile(
  file: string,
  { mode, with: given }: ExportChoice,
  say: Say,
): Promise<RunRecord> {
  const [scenario] = readScenarios([file]);
  if (scenario === undefined) throw new UsageError(`${file}: holds no scenario`);
  const [first, second] = scenario.modes.filter((one) => mode === undefined || one === mode);
  if (first === undefined) throw new UsageError(`${file}: the scenario is not for ${mode} mode`);
  if (second !== undefined) {
    throw new UsageError(`${file}: the scenario is for both modes; say which with --mode`);
  }
  const { name, steps, bug } = scenario;
  const run = (target: Target, signal?: AbortSignal) =>
    runGiven(
      {
        ...{ name, steps, mode: first, seed: `run-${first}`, schedule: 'explicit' },
        ...placeIn(scenario),
      },
      { target, models: new Models(), ...(signal && { signal }) },
    );
  const symptom = symptoms.find((one) => one.name === bug?.deviation);
  const cause = given === undefined && symptom ? simWithCauseOf(symptom) : undefined;
  if (cause !== undefined) return run(cause);
  const behaviour = given ?? (isDeviation(bug?.deviation) ? bug?.deviation : undefined);
  return withTarget(onSim(behaviour), say, run);
}

/** Whether a name is that of a behaviour of a simulated pair: a symptom is none. */
export function isDeviation(name: string | undefined): boolean {
  if (name === undefined) return false;
  try {
    return behaviourNamed(name).parts.length > 0;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}
