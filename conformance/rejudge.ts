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

/** The fewest deviations of those given that together explain a failure; none where none do. */
export const knownDeviations = (
  record: RunRecord,
  known: readonly Deviation[] = deviations,
): readonly Deviation[] =>
  fewestExplaining(
    record,
    [],
    known.filter((deviation) => isOfMode(deviation, record.mode)),
    (set) => set,
  );

/**
 * The fewest of several items whose model explains a run that the model `held` does not; none where
 * none do.
 */
export function fewestExplaining<Item>(
  record: RunRecord,
  held: readonly Variant[],
  items: readonly Item[],
  variantsOf: (set: readonly Item[]) => readonly Variant[],
): readonly Item[] {
  const spaceOf = (variants: readonly Variant[]) => new Space(machineOf(record, ...variants));
  const settled = fewest(items, (set) => explainedBy(spaceOf(variantsOf(set)), record));
  // A run may have ended before the pair settled, at a role that only a deviation allows.
  if (settled.length > 0 || allows(spaceOf(held), record, looksRight)) return settled;
  return fewest(items, (set) => allows(spaceOf(variantsOf(set)), record, looksRight));
}

/**
 * The fewest items that do: one, two, or all. Two are looked for only where all at once do, as there
 * are hundreds of pairs and most failures that one alone does not explain are not explained at all.
 */
export function fewest<Item>(
  items: readonly Item[],
  does: (set: readonly Item[]) => boolean,
): readonly Item[] {
  const alone = items.find((item) => does([item]));
  if (alone !== undefined) return [alone];
  if (items.length < 2 || !does(items)) return [];
  return [...pairsOf(items)].find(does) ?? items;
}

function* pairsOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (const [index, one] of items.entries()) {
    for (const other of items.slice(index + 1)) yield [one, other];
  }
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
