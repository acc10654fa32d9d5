import { type Deviation, deviations } from '../model/deviations.ts';
import { siteOf } from '../model/events.ts';
import { sites } from '../model/site.ts';
import type { Stepper } from '../model/stepper.ts';
import { isOfMode, machineOf, type Variant } from '../model/variant.ts';
import { requestOf } from '../scenarios/events.ts';
import { Space } from '../sim/space.ts';
import { Oracle } from './oracle/oracle.ts';
import type { RunRecord, StepRecord } from './record.ts';
import type { Contradiction } from './verdict.ts';

/**
 * Judges a recorded run once more, against another model: whether that model allows all that was
 * observed. Nothing is run; a record holds every observation.
 */
export function explainedBy(model: Stepper, record: RunRecord): boolean {
  return allows(model, record, (oracle, { sights, idle }) => oracle.settles(sights, idle === true));
}

/** What a record shows first that a model does not allow, and in which of its steps. */
export function contradictionIn(
  model: Stepper,
  { steps }: RunRecord,
): (Contradiction & { readonly step: number }) | undefined {
  const oracle = new Oracle(model);
  for (const [step, record] of steps.entries()) {
    const found = follow(oracle, record);
    if (found !== undefined) return { step, ...found };
  }
  return undefined;
}

/**
 * The deviations, of those given, that together explain a failure which what is specified does not:
 * the fewest that do, tried alone, in pairs, and at last all at once. Empty where none do.
 */
export const knownDeviations = (
  record: RunRecord,
  known: readonly Deviation[] = deviations,
): readonly Deviation[] => {
  const ofMode = known.filter((deviation) => isOfMode(deviation, record.mode));
  return firstExplaining(record, [], combinations(ofMode), (set) => set) ?? [];
};

/**
 * The first of several sets whose model explains a run that the model `held` does not; undefined
 * where none does.
 */
export function firstExplaining<Candidate>(
  record: RunRecord,
  held: readonly Variant[],
  candidates: Iterable<Candidate>,
  variantsOf: (candidate: Candidate) => readonly Variant[],
): Candidate | undefined {
  const sets = [...candidates];
  const spaceOf = (variants: readonly Variant[]) => new Space(machineOf(record, ...variants));
  const settled = sets.find((set) => explainedBy(spaceOf(variantsOf(set)), record));
  // A run may have ended before the pair settled, at a role that only a deviation allows.
  if (settled !== undefined || allows(spaceOf(held), record, looksRight)) return settled;
  return sets.find((set) => allows(spaceOf(variantsOf(set)), record, looksRight));
}

/** Which of these may be met together in one run, the likeliest first: one, two, all of them. */
export function* combinations<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (const item of items) yield [item];
  for (const [index, one] of items.entries()) {
    for (const other of items.slice(index + 1)) yield [one, other];
  }
  if (items.length > 2) yield items;
}

/** Deviations met together, as verdicts name them; undefined where there are none. */
export const namesOf = (met: readonly Variant[]): string | undefined =>
  met.length === 0 ? undefined : met.map(({ name }) => name).join(' + ');

type JudgeOfEnd = (oracle: Oracle, last: StepRecord) => boolean;

const looksRight: JudgeOfEnd = (oracle, last) => look(oracle, last) === undefined;

/** Whether a model allows a run; a `settle` at its end is judged as `end` says. */
function allows(model: Stepper, { steps }: RunRecord, end: JudgeOfEnd): boolean {
  const oracle = new Oracle(model);
  return steps.every((step, index) => {
    const isEnd = index === steps.length - 1 && step.step.do === 'settle';
    return isEnd
      ? scheduled(oracle, step) === undefined && end(oracle, step)
      : follow(oracle, step) === undefined;
  });
}

/** Takes an oracle through one step of a recorded run; what is wrong with it, if anything is. */
export function follow(oracle: Oracle, step: StepRecord): Contradiction | undefined {
  const { answer, writes, tried, edit, sights, idle } = step;
  const request = requestOf(step.step);
  if (request.kind === 'settle') {
    const wrong = scheduled(oracle, step);
    if (wrong !== undefined) return wrong;
    return oracle.settles(sights, idle === true) ? undefined : oracle.unsettled(sights);
  }
  if (request.kind === 'fault') oracle.fault(request.fault);
  if (step.step.do === 'demote' && step.step.writing !== undefined) {
    const written = { site: step.step.site, writes: writes ?? [], tried };
    const wrong = oracle.writtenThrough(written, answer ?? '');
    return wrong ?? look(oracle, step);
  }
  for (const command of request.kind === 'commands' ? request.commands : []) {
    const number = writes?.[0] ?? edit;
    const found = oracle.command(command, siteOf(command), answer ?? '', number);
    if (found !== undefined) return found;
  }
  return look(oracle, step);
}

/** Tells an oracle what came of the schedules that were waited for; what is wrong with it. */
function scheduled(oracle: Oracle, { took = [], missed }: StepRecord): Contradiction | undefined {
  for (const site of took) oracle.tookSnapshot(site);
  return missed && oracle.missedSnapshot(missed);
}

function look(oracle: Oracle, { sights }: StepRecord): Contradiction | undefined {
  for (const site of sites) {
    const found = oracle.saw(site, sights[site]);
    if (found !== undefined) return found;
  }
  return undefined;
}
