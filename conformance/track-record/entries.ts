import { fileURLToPath } from 'node:url';
import { type Deviation, deviations } from '../../model/deviations.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { didYouMean } from '../../scenarios/yaml-nearest.ts';
import { readScenarios } from '../campaign/files.ts';
import { UsageError } from '../campaign/usage.ts';
import type { FailureCode } from '../verdict.ts';

const folder = fileURLToPath(new URL('../../scenarios/bugs', import.meta.url));

/** A known bug: the scenario that shows it, and the deviation that it is. */
export interface Entry {
  readonly scenario: Scenario;
  readonly deviation: Deviation;
  /** What it breaks, as the scenario's file has it. */
  readonly breaks: FailureCode;
}

/**
 * The entries of the track record, one for each file in `scenarios/bugs/`; with names, those of
 * these deviations. @throws UsageError for a name that has none, and for a broken file.
 */
export function trackRecord(names: readonly string[] = []): readonly Entry[] {
  const entries = readScenarios([folder]).map(entryOf);
  const known = entries.map(({ deviation }) => deviation.name);
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const mend = didYouMean(stranger, known, 'there are');
    throw new UsageError(`no bug "${stranger}" in the track record; ${mend}`);
  }
  return names.length === 0
    ? entries
    : entries.filter(({ deviation }) => names.includes(deviation.name));
}

function entryOf(scenario: Scenario): Entry {
  const { bug, name } = scenario;
  const deviation = deviations.find((known) => known.name === bug?.deviation);
  if (bug !== undefined && deviation !== undefined) {
    return { scenario, deviation, breaks: bug.breaks };
  }
  throw new UsageError(`${folder}: the scenario "${name}" says of no bug; give it a "bug:" part`);
}
