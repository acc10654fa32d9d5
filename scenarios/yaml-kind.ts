import type { Locate } from './yaml-locate.ts';
import type { Finding } from './yaml-place.ts';

/** The first field of each kind of scenario file, and how to run such a file. */
const kinds = {
  scenario: { is: 'a scenario of one image', mend: 'run it without --driver' },
  volumes: { is: 'a scenario of volumes', mend: 'run it with --driver' },
} as const;

/** What is wrong with a file that is of the other kind than the wanted one; undefined for any other file. */
export function otherKind(
  data: unknown,
  wanted: keyof typeof kinds,
  locate: Locate,
): Finding | undefined {
  const other = wanted === 'scenario' ? 'volumes' : 'scenario';
  if (typeof data !== 'object' || data === null || wanted in data || !(other in data)) {
    return undefined;
  }
  return { at: locate([], other), what: `this is ${kinds[other].is}`, mend: kinds[other].mend };
}
