import { imageCommandNames } from '../events.ts';
import type { Mode, Site } from '../site.ts';
import { bootstraps } from './bootstrap.ts';
import { clone } from './clones.ts';
import { edits } from './edits.ts';
import { all, hasRoom, holds, no, obeys } from './guards.ts';
import { restore } from './removal.ts';
import { unscheduled } from './schedule.ts';
import { accept, answers, effect, internal, refuse } from './transitions.ts';

/** Where there is no image, all but these find so by reading, also in a full pool. */
const written: ReadonlySet<string> = new Set(['clone', 'remove']);
const found = imageCommandNames.filter((name) => !written.has(name));

const made = (site: Site, mode: Mode) => [
  effect('adopt', site),
  ...(mode === 'journal' ? [effect('connect', site)] : []),
];

/** No image of the name at a site; in the trash there may be one. */
export const absent = (site: Site, mode: Mode) => ({
  on: {
    ...answers(
      site,
      {
        create: [
          refuse('EEXIST', holds('nameOnly', site)),
          refuse('HANG', no(hasRoom(site))),
          accept([effect('create', site)], { target: 'unmirrored' }),
        ],
        clone: clone(site),
        enable: [refuse('ENOENT')],
        'enable-other': [refuse('ENOENT')],
        disable: [refuse('ENOENT')],
        'disable-force': [refuse('ENOENT')],
        write: [refuse('ENOENT')],
        snapshot: [refuse('ENOENT')],
        promote: [refuse('ENOENT')],
        'promote-force': [refuse('ENOENT')],
        demote: [refuse('ENOENT')],
        resync: [refuse('ENOENT')],
        disconnect: [refuse('ENOENT')],
        remove: [
          accept([effect('forget', site)], { guard: holds('nameOnly', site) }),
          refuse('ENOENT'),
        ],
        trash: [refuse('ENOENT', no(holds('nameOnly', site)))],
        restore: restore(site),
        ...edits(() => [refuse('ENOENT')]),
        flatten: [refuse('ENOENT')],
      },
      found,
    ),
    ...unscheduled(site),
    [`name-only.${site}`]: internal(obeys(site), undefined, effect('leaveName', site)),
    [`bootstrap.${site}`]: [
      internal(all(bootstraps(site), holds('startsUnmarked', site)), 'making', ...made(site, mode)),
      internal(bootstraps(site), 'creating', ...made(site, mode)),
    ],
  },
});
