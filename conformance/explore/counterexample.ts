import { isCommand, isFault, isInternal, type PairEvent } from '../../model/events.ts';
import { type PromiseCode, promises } from '../../model/promises.ts';
import { together } from '../../model/variant.ts';
import { stepOf } from '../../scenarios/events.ts';
import { type Scenario, scenarioFormat } from '../../scenarios/scenario.ts';
import type { Step } from '../../scenarios/step.ts';
import { formatScenario } from '../../scenarios/yaml-format.ts';
import type { Breach } from '../../sim/explorer/explorer.ts';
import { Models } from '../campaign/models.ts';
import { OutputFolder } from '../output/output.ts';
import type { RunRecord } from '../record.ts';
import { letStep } from '../resolve.ts';
import { run } from '../run.ts';
import { simTarget } from '../targets/sim.ts';
import type { ExploreJob } from './job.ts';

/** A broken promise as a scenario that shows it: no shorter one does, within the bound. */
export interface Counterexample {
  readonly code: PromiseCode;
  /** How many events lead there: commands, faults and steps of daemons. */
  readonly events: number;
  /** The scenario, run on the simulated pair that behaves so, and judged by what is specified. */
  readonly record: RunRecord;
  /** Where it was saved, to be replayed as it was. */
  readonly bundle: string;
  /** The same as a scenario file. */
  readonly file: string;
}

/** Makes an ordinary scenario of a breach, runs it, and saves it as a bundle and as a file. */
export async function counterexample(job: ExploreJob, breach: Breach): Promise<Counterexample> {
  const { mode, behaviour, out } = job;
  const { code, path, atRest } = breach;
  const steps = [...path.map(stepFor), ...(atRest ? [{ do: 'settle' } as const] : [])];
  const variant = behaviour && together(behaviour.name, behaviour.parts);
  const name = `the shortest way to break ${code}`;
  const seed = ['explored', mode, behaviour?.name ?? 'specified', code].join('-');
  const [target, model] = [simTarget(variant), new Models().of(mode)];
  const record = await run({ name, steps, mode, seed, schedule: 'explicit', target, model });
  const folder = OutputFolder.plain(out);
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
    record,
    bundle: folder.bundle(record),
    file: folder.write(`${seed.replaceAll(/[^\w.-]+/g, '_')}.yaml`, [formatScenario(scenario)]),
  };
}

function stepFor(event: PairEvent): Step {
  if (isInternal(event)) return letStep(event);
  if (isCommand(event) || isFault(event)) return stepOf(event);
  throw new RangeError(`no step of a scenario is ${event}`);
}
