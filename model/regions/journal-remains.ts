import type { Site } from '../site.ts';
import { all, holds, obeys } from './guards.ts';
import { type Candidate, effect, internal, refuse, refused } from './transitions.ts';

/** Who makes a journal, and is killed midway, may leave part of one; only as a deviation. */
export const leavesJournal = (site: Site): Record<string, Candidate> => {
  const guard = all(obeys(site), holds('leavesJournal', site));
  return {
    [`stray-journal.${site}`]: internal(guard, undefined, effect('strayJournal', site)),
    [`broken-journal.${site}`]: internal(guard, undefined, effect('breakJournal', site)),
  };
};

/**
 * What answers first where a journal is to be made, and part of one is there: nobody gets past one without
 * its own client in it (librbd Journal.cc, "failed to locate client"); a whole one is in the way once.
 */
export const overRemains = (site: Site): Candidate[] => [
  refuse('CRASH', holds('brokenJournal', site)),
  refused('EEXIST', [effect('clearJournal', site)], { guard: holds('strayJournal', site) }),
];
