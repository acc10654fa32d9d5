import { fileURLToPath } from 'node:url';
import { type Deviation, deviations } from '../../model/deviations.ts';
import { type Symptom, symptoms } from '../../model/symptoms.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { didYouMean } from '../../scenarios/yaml-nearest.ts';
import { readScenarios } from '../campaign/files.ts';
import { UsageError } from '../campaign/usage.ts';
import type { FailureCode } from '../verdict.ts';

const folder = fileURLToPath(new URL('../../scenarios/bugs', import.meta.url));

/** A known bug: the scenario that shows it, and the deviation or the symptom that it is. */
export type Entry = Shown & (OfDeviation | OfSymptom);

/** An entry that a deviation explains. */
export type OfDeviation = { readonly kind: 'deviation'; readonly bug: Deviation };

/** An entry that is told by what its record shows. */
export type OfSymptom = { readonly kind: 'symptom'; readonly bug: Symptom };

type Shown = {
  readonly scenario: Scenario;
  /** What it breaks, as the scenario's file has it. */
  readonly breaks: FailureCode;
};

/**
 * The entries of the track record, one for each file in `scenarios/bugs/`; with names, those of
 * these bugs. @throws UsageError for a name that has none, and for a broken file.
 */
export function trackRecord(names: readonly string[] = []): readonly Entry[] {
  const entries = readScenarios([folder]).map(entryOf);
  const known = entries.map(({ bug }) => bug.name);
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const mend = didYouMean(stranger, known, 'there are');
    throw new UsageError(`no bug "${stranger}" in the track record; ${mend}`);
  }
  return names.length === 0 ? entries : entries.filter(({ bug }) => names.includes(bug.name));
}

function entryOf(scenario: Scenario): Entry {
  const { bug: told, name } = scenario;
  const isTold = (known: { readonly name: string }) => known.name === told?.deviation;
  const [deviation, symptom] = [deviations.find(isTold), symptoms.find(isTold)];
  if (told !== undefined) {
    const shown = { scenario, breaks: told.breaks };
    if (deviation !== undefined) return { ...shown, kind: 'deviation', bug: deviation };
    if (symptom !== undefined) return { ...shown, kind: 'symptom', bug: symptom };
  }
  throw new UsageError(`${folder}: the scenario "${name}" says of no bug; give it a "bug:" part`);
}
