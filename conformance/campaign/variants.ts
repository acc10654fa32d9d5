import { deviations, deviationsOf } from '../../model/deviations.ts';
import { together, type Variant } from '../../model/variant.ts';
import { releaseNames, releases } from '../lab/release.ts';
import { plantedFaults } from '../planted/faults.ts';
import { UsageError } from './usage.ts';

/** How a simulated pair is to behave otherwise than specified: in these ways, all at once. */
export interface Behaviour {
  /** Its name, from which it is read again. */
  readonly name: string;
  readonly parts: readonly Variant[];
}

/** What can be named: how releases of Ceph deviate, and faults planted on purpose. */
const variants: readonly Variant[] = [...deviations, ...plantedFaults];

/**
 * Reads a behaviour: a deviation or a planted fault by its name, several joined by `+`, or a release
 * (`pacific`) for all of its deviations. @throws UsageError
 */
export function behaviourNamed(text: string): Behaviour {
  const release = releaseNames.find((known) => known === text);
  if (release !== undefined) {
    return { name: release, parts: deviationsOf(releases[release].series) };
  }
  const parts = text.split('+').map((name) => partNamed(name.trim()));
  return { name: parts.map(({ name }) => name).join(' + '), parts };
}

/** The one variant that stands for a behaviour; undefined for the specified one. */
export function variantNamed(text: string | undefined): Variant | undefined {
  if (text === undefined) return undefined;
  const { name, parts } = behaviourNamed(text);
  return together(name, parts);
}

function partNamed(name: string): Variant {
  const variant = variants.find((known) => known.name === name);
  if (variant !== undefined) return variant;
  const names = [...variants.map((known) => known.name), ...releaseNames].join(', ');
  throw new UsageError(
    `--with: no deviation and no planted fault "${name}"; choose one of ${names}`,
  );
}
