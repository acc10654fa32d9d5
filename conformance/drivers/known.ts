import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readVolumes, type VolumeScenario } from '../../scenarios/volumes/yaml.ts';
import { didYouMean } from '../../scenarios/yaml-nearest.ts';
import { UsageError } from '../campaign/usage.ts';

const folder = fileURLToPath(new URL('../../scenarios/bugs/cinder', import.meta.url));

/** A known defect of a driver: the scenario that shows it, and what it is found wanting in. */
export interface KnownDefect {
  readonly name: string;
  readonly scenario: VolumeScenario;
  readonly bug: NonNullable<VolumeScenario['bug']>;
}

/**
 * The track record of drivers, one file for each defect; with names, those of these. With a driver, those that
 * are its own. @throws UsageError for a name that there is not, ScenarioError for a broken file.
 */
export function knownDefects(
  driver?: string,
  names: readonly string[] = [],
): readonly KnownDefect[] {
  const all = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => defectIn(join(folder, file)));
  const known = all.map(({ name }) => name);
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw new UsageError(
      `no defect "${stranger}" is known; ${didYouMean(stranger, known, 'there are')}`,
    );
  }
  return all.filter(
    ({ name, bug }) =>
      (names.length === 0 || names.includes(name)) &&
      (driver === undefined || bug.driver === driver),
  );
}

function defectIn(file: string): KnownDefect {
  const scenario = readVolumes(file);
  const { bug } = scenario;
  if (bug === undefined) throw new UsageError(`${file}: says of no bug; give it a "bug:" part`);
  return { name: basename(file, '.yaml'), scenario, bug };
}
