import type { Deviation } from './deviation.ts';

/** What releases do otherwise in a pool that is in pool mode. */
export const inPoolMode: readonly Deviation[] = [
  {
    name: 'copy-loses-its-journal',
    about:
      'In pool mode the journaling feature of a copy whose replayer does not work can be turned off: it ' +
      'stays a copy, without a journal, and becomes primary when the feature is turned on again',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4, each time',
    modes: ['journal'],
    conditions: { losesJournal: () => () => true },
  },
];
