import { type Deviation, deviations } from '../model/deviations.ts';
import { siteOf } from '../model/events.ts';
import { sites } from '../model/site.ts';
import type { Stepper } from '../model/stepper.ts';
import { machineOf } from '../model/variant.ts';
import { requestOf } from '../scenarios/events.ts';
import { Space } from '../sim/space.ts';
import { Oracle } from './oracle/oracle.ts';
import type { RunRecord, StepRecord } from './record.ts';

/**
 * Judges a recorded run once more, against another model: whether that model allows all that was
 * observed. Nothing is run; a record holds every observation.
 */
export function explainedBy(model: Stepper, record: RunRecord): boolean {
  return allows(model, record, (oracle, { sights }) => oracle.settles(sights, false));
}

/** The deviation, of those given, that explains a failure which what is specified does not. */
export function knownDeviation(
  record: RunRecord,
  known: readonly Deviation[] = deviations,
): Deviation | undefined {
  const spaceOf = (...deviating: Deviation[]) => new Space(machineOf(record.mode, ...deviating));
  const settled = known.find((deviation) => explainedBy(spaceOf(deviation), record));
  // A run may have ended before the pair settled, at a role that only a deviation allows.
  if (settled !== undefined || allows(spaceOf(), record, looksRight)) return settled;
  return known.find((deviation) => allows(spaceOf(deviation), record, looksRight));
}

type JudgeOfEnd = (oracle: Oracle, last: StepRecord) => boolean;

const looksRight: JudgeOfEnd = (oracle, { sights }) =>
  sites.every((site) => oracle.saw(site, sights[site]) === undefined);

/** Whether a model allows a run; a `settle` at its end is judged as `end` says. */
function allows(model: Stepper, { steps }: RunRecord, end: JudgeOfEnd): boolean {
  const oracle = new Oracle(model);
  return steps.every((step, index) => {
    const isEnd = index === steps.length - 1 && step.step.do === 'settle';
    return isEnd ? end(oracle, step) : follows(oracle, step);
  });
}

function follows(oracle: Oracle, step: StepRecord): boolean {
  const { answer, writes, sights } = step;
  const request = requestOf(step.step);
  if (request.kind === 'settle') return oracle.settles(sights, false);
  if (request.kind === 'fault') oracle.fault(request.fault);
  for (const command of request.kind === 'commands' ? request.commands : []) {
    const site = siteOf(command);
    if (oracle.command(command, site, answer ?? '', writes?.[0]) !== undefined) return false;
  }
  return looksRight(oracle, step);
}
