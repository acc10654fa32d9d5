import type { PairEvent } from '../../model/events.ts';
import { type PromiseCode, promises } from '../../model/promises.ts';
import { together } from '../../model/variant.ts';
import { type Scenario, scenarioFormat } from '../../scenarios/scenario.ts';
import type { Step } from '../../scenarios/step.ts';
import { formatScenario } from '../../scenarios/yaml-format.ts';
import type { Breach } from '../../sim/explorer/explorer.ts';
import { slug } from '../campaign/files.ts';
import { Models } from '../campaign/models.ts';
import { saveBundle } from '../output/bundles.ts';
import { Folder } from '../output/folder.ts';
import type { RunRecord } from '../record.ts';
import { spelledOut } from '../resolve.ts';
import { type Job, run } from '../run.ts';
import { simTarget } from '../targets/sim.ts';
import type { ExploreJob } from './job.ts';

/** A broken promise as a scenario that shows it: no shorter one does, within the bound. */
export interface Counterexample {
  readonly code: PromiseCode;
  /** How many events lead there: commands, faults and steps of daemons. */
  readonly events: number;
  /** What daemons go on with for ever from there, if that is what breaks it. */
  readonly loop?: readonly PairEvent[];
  /** The scenario, run on the simulated pair that behaves so, and judged by what is specified. */
  readonly record: RunRecord;
  /** Where it was saved, to be replayed as it was. */
  readonly bundle: string;
  /** The same as a scenario file. */
  readonly file: string;
}

/** Makes ordinary scenarios of breaches, runs them, and saves each as a bundle and as a file. */
export async function counterexamples(
  job: ExploreJob,
  breaches: readonly Breach[],
): Promise<Counterexample[]> {
  const { mode, behaviour } = job;
  const variant = behaviour && together(behaviour.name, behaviour.parts);
  const on = { target: simTarget(variant), model: new Models().of(mode) };
  return Promise.all(breaches.map((breach) => counterexample(job, breach, on)));
}

async function counterexample(
  { mode, behaviour, out }: ExploreJob,
  { code, path, atRest, loop }: Breach,
  on: Pick<Job, 'target' | 'model'>,
): Promise<Counterexample> {
  const way = [...path, ...(loop ?? [])].map(spelledOut);
  const rested: Step[] = [...way, { do: 'settle' }];
  const name = `the shortest way to break ${code}`;
  const seed = ['explored', mode, behaviour?.name ?? 'specified', code].join('-');
  const given = { name, mode, seed, schedule: 'explicit', ...on } as const;
  const met = await run({ ...given, steps: atRest ? rested : way });
  // What a step of a daemon breaks shows when somebody looks: at the latest once the pair has settled.
  const looks = met.verdict.kind === 'pass' && !atRest;
  const record = looks ? await run({ ...given, steps: rested }) : met;
  const steps = looks || atRest ? rested : way;
  const folder = new Folder(out);
  const scenario: Scenario = {
    format: scenarioFormat,
    name,
    about: promises[code],
    modes: [mode],
    steps,
  };
  return {
    code,
    events: path.length,
    ...(loop && { loop }),
    record,
    bundle: saveBundle(folder, record),
    file: folder.write(`${slug(seed)}.yaml`, [formatScenario(scenario)]),
  };
}
