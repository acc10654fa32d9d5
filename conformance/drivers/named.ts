import { existsSync } from 'node:fs';
import type { Mode } from '../../model/site.ts';
import { readVolumes, type VolumeScenario } from '../../scenarios/volumes/yaml.ts';
import { type Filed, readFiles, timesOf } from '../campaign/files.ts';
import { parseSeed } from '../campaign/seed.ts';
import { UsageError } from '../campaign/usage.ts';
import { type Given, givenOf } from './bench.ts';
import { readDriverBundle } from './bundle.ts';

/** A scenario of volumes, named as scenarios of one image are. */
export type NamedVolumes = VolumeScenario & { readonly name: string };

/**
 * Reads files of volumes; a folder stands for all scenario files in it. @throws UsageError with everything that is
 * wrong in any of them, a line for each problem.
 */
export const readVolumeFiles = (paths: readonly string[]): Filed<NamedVolumes>[] =>
  readFiles(paths, (file) => {
    const scenario = readVolumes(file);
    return { ...scenario, name: scenario.volumes };
  });

/** Which files of volumes to run, how often, and in which modes. */
export interface VolumeRuns {
  readonly scenarios: readonly NamedVolumes[];
  readonly modes: readonly Mode[];
  readonly seed: string;
  readonly repeat: number;
}

/** The runs of files of volumes, in order. */
export const volumeRuns = (which: VolumeRuns): Given[] =>
  [...timesOf(which)].map(({ scenario: { name, steps }, mode, seed }) => ({
    ...{ name, steps, mode, seed },
  }));

/**
 * The runs in these modes that a user named, each by a seed, the file of a driver's bundle, or a file of volumes or a
 * folder of them. @throws SeedError, BundleError, or UsageError, also where none is in one of the modes
 */
export function namedDriven(texts: readonly string[], modes: readonly Mode[]): Given[] {
  const named = texts.flatMap((text) => drivenBy(text, modes));
  const wanted = named.filter(({ mode }) => modes.includes(mode));
  if (wanted.length > 0) return wanted;
  throw new UsageError(`none of these is for ${modes.join(' or ')} mode`);
}

function drivenBy(text: string, modes: readonly Mode[]): Given[] {
  if (text.endsWith('.json')) return [bundled(text)];
  if (existsSync(text) || /\.ya?ml$|\//.test(text)) {
    const scenarios = readVolumeFiles([text]).map(({ scenario }) => scenario);
    return volumeRuns({ scenarios, modes, seed: '1', repeat: 1 });
  }
  const { mode, poolMode } = parseSeed(text);
  if (poolMode !== undefined) throw new UsageError(`${text}: drivers are not asked in pool mode`);
  return [givenOf(text, mode)];
}

function bundled(file: string): Given {
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such bundle`);
  const bundle = readDriverBundle(file);
  if (bundle === undefined) {
    throw new UsageError(`${file}: no bundle of a driver's run; leave --driver out for others`);
  }
  const { seed, mode, steps } = bundle;
  return { name: 'a bundle', steps, mode, seed };
}
