import { formatVolumes } from '../../scenarios/volumes/yaml-format.ts';
import { UsageError } from '../campaign/usage.ts';
import type { DriverBundle } from '../drivers/bundle.ts';

/** The most characters that a file of volumes is named by. */
const longest = 100;

/**
 * The run that a driver's bundle holds as a file of volumes, which `run --driver` takes. @throws UsageError where it is
 * asked for in any other form: who fails over in the others is an operator.
 */
export function volumesText(bundle: DriverBundle, asFile: boolean): string {
  const { seed, mode, driver, target, finding, steps } = bundle;
  if (!asFile)
    throw new UsageError("export: a driver's run is exported as a scenario file only, by --yaml");
  return formatVolumes({
    volumes: seed.slice(0, longest),
    about: `Made from the run ${seed} on ${target} under ${driver}, which was found wanting: ${finding}.`,
    modes: [mode],
    steps,
  });
}
