import { expect, test } from 'vitest';
import type { Sighting } from '../conformance/track-record/sighting.ts';
import { bugsData, bugsExit, bugsText, releasesText } from './bugs.ts';
import { failedRun, passedRun, unsureRun } from './example.ts';

const deviation = {
  name: 'bug-one',
  about: 'It does otherwise',
  releases: [16, 17, 18],
  source: 'seen',
};
const scenario: Sighting['entry']['scenario'] = {
  format: 1,
  name: 'bug one',
  about: 'What happens.',
  modes: ['journal'],
  steps: [{ do: 'settle' }],
};
const entry = { scenario, kind: 'deviation', bug: deviation, breaks: 'converges' } as const;
const shown: Sighting = {
  ...{ entry, mode: 'journal', on: 'sim with bug-one', tries: 1, record: failedRun },
  ...{ expected: true, seen: 'reproduced', asKnown: true },
};
const hidden: Sighting = {
  ...{ ...shown, on: 'sim', record: passedRun },
  ...{ expected: false, seen: 'not reproduced', asKnown: true },
};

test('the track record is a table: what it breaks, which releases have it, what was seen', () => {
  expect(`\n${bugsText({ sightings: [shown, hidden] })}\n`).toBe(`
  bug, and what it breaks  releases  mode     on           seen            tries
  bug-one                  16-18     journal  sim with it  reproduced      1
    converges                        journal  sim          not reproduced  1

2 looked at: 1 reproduced, all as known
`);
});

test('what is not as known is marked and told', () => {
  const missing = { ...shown, seen: 'not reproduced', asKnown: false, record: passedRun } as const;
  const other = { ...hidden, seen: 'other', asKnown: false, record: unsureRun } as const;
  const surprise = { ...hidden, seen: 'reproduced', asKnown: false, record: failedRun } as const;
  const text = bugsText({ sightings: [missing, other, surprise] });
  expect(text.match(/^>/gm)).toHaveLength(3);
  expect(text).toContain('not reproduced; it is known to show there');
  expect(text).toContain('try more often with --repeat');
  expect(text).toContain('inconclusive: the history of this run is full');
  expect(text).toContain('content at a: seen no writes; allowed writes 1');
  expect(text).toContain('3 looked at: 1 reproduced, 3 not as known');
});

test('the exit code tells whether all is as known, and whether all was run', () => {
  const cause = new Error('interrupted');
  expect(bugsExit({ sightings: [shown, hidden] })).toBe(0);
  expect(bugsExit({ sightings: [shown], cause })).toBe(3);
  expect(bugsExit({ sightings: [{ ...shown, asKnown: false }], cause })).toBe(1);
  expect(bugsText({ sightings: [shown], cause })).toContain('Ended early: interrupted.');
  expect(bugsData({ sightings: [shown], cause })).toMatchObject({
    interrupted: 'interrupted',
    sightings: [{ bug: 'bug-one', releases: [16, 17, 18], seen: 'reproduced', asKnown: true }],
  });
});

test('releases in a row are told by the first and the last', () => {
  expect([[16], [16, 17], [16, 17, 18], [16, 18, 20]].map(releasesText)).toEqual([
    ...['16', '16, 17', '16-18', '16, 18, 20'],
  ]);
});
