import type { EditName } from '../events.ts';
import type { Mode, Site } from '../site.ts';
import { all, type Guard, holds, no, partsNames } from './guards.ts';
import { accept, type Candidate, effect, refuse } from './transitions.ts';

type Answers = readonly Candidate[];

/** The same answer to every edit. */
export const edits = (answer: (name: EditName) => Answers): Record<EditName, Answers> => ({
  resize: answer('resize'),
  'snap-create': answer('snap-create'),
  'snap-remove': answer('snap-remove'),
  'snap-rename': answer('snap-rename'),
  'snap-protect': answer('snap-protect'),
  'snap-unprotect': answer('snap-unprotect'),
  rename: answer('rename'),
  'meta-set': answer('meta-set'),
});

/**
 * An image that its clients may change, unless it is sealed; `locked` answers first where an edit needs
 * its lock. What is sealed answers as a copy does, see below.
 */
export const takesEdits = (site: Site, mode: Mode, locked: Answers = []) => {
  const readOnly = refuse('EROFS', holds('sealed', site));
  const take = (name: EditName, ...where: Guard[]) =>
    accept([effect(name, site)], { guard: all(holds('room', site), ...where) });
  const noSnapshot = refuse('ENOENT', no(holds('hasSnapshots', site)));
  const kept = holds('newestProtected', site);
  const sought = (name: EditName, ...not: Answers) => {
    const looked = [noSnapshot, ...not];
    const first = mode === 'snapshot' ? [readOnly, ...looked] : [...looked, readOnly];
    return [...first, ...locked, take(name)];
  };
  return {
    ...edits((name) => [readOnly, take(name)]),
    rename: [readOnly, take('rename', no(partsNames(site)))],
    resize: [readOnly, ...locked, take('resize')],
    'meta-set': [readOnly, ...locked, take('meta-set')],
    'snap-create': [readOnly, ...locked, take('snap-create')],
    'snap-remove': [noSnapshot, readOnly, refuse('EBUSY', kept), ...locked, take('snap-remove')],
    'snap-rename': sought('snap-rename'),
    'snap-protect': sought('snap-protect', refuse('EBUSY', kept)),
    'snap-unprotect': sought('snap-unprotect', refuse('EINVAL', no(kept))),
  };
};

/**
 * A copy, which only the mirror daemon changes. Librbd looks for the snapshot first, save where the
 * image was opened read-only, as a copy in snapshot mode is.
 */
export const refusesEdits = (site: Site, mode: Mode) => {
  const sought = [refuse('EROFS', holds('hasSnapshots', site)), refuse('ENOENT')];
  const answers = { ...edits(() => [refuse('EROFS')]), 'snap-remove': sought };
  if (mode === 'snapshot') return answers;
  const kept = holds('newestProtected', site);
  const free = all(holds('hasSnapshots', site), no(kept));
  return {
    ...answers,
    'snap-rename': sought,
    'snap-protect': [refuse('EBUSY', kept), ...sought],
    'snap-unprotect': [refuse('EINVAL', free), ...sought],
  };
};
