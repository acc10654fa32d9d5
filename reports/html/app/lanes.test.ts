import { beforeAll, expect, test } from 'vitest';
import { check } from '../../../conformance/campaign/campaign.ts';
import type { Course } from '../../../conformance/course/course.ts';
import { CourseReader } from '../../../conformance/course/reader.ts';
import type { RunRecord } from '../../../conformance/record.ts';
import { simTarget } from '../../../conformance/targets/sim.ts';
import { modes } from '../../../model/site.ts';
import { bandsOf } from './faults.ts';
import { laneNames, lanesOf } from './lanes.ts';
import { layoutOf } from './layout.ts';
import { pictureOf } from './picture.ts';

const courses: { readonly record: RunRecord; readonly course: Course }[] = [];

beforeAll(async () => {
  const reader = new CourseReader();
  for await (const record of check({ target: simTarget(), modes, seed: 'lanes', runs: 10 })) {
    courses.push({ record, course: reader.of(record) });
  }
}, 60_000);

test('every lane but those of writes is filled from the start to the end, without a gap', () => {
  for (const { record, course } of courses) {
    for (const { name, stretches } of lanesOf(course, record.mode === 'journal')) {
      if (name === 'writes') continue;
      expect(stretches[0]?.from).toBe(0);
      expect(stretches.at(-1)?.to).toBe(course.moments.length + 1);
      for (const [index, { from }] of stretches.entries()) {
        if (index > 0) expect(from).toBe(stretches[index - 1]?.to);
      }
    }
  }
});

test('lanes lie below one another, site a, the link, site b, and all within the picture', () => {
  for (const { record, course } of courses) {
    const layout = layoutOf(pictureOf(record, course), 900, false);
    expect(layout.lanes.map(({ lane }) => lane.name)).toEqual([...laneNames, 'link', ...laneNames]);
    let end = 0;
    for (const { top, height } of layout.lanes) {
      expect(top).toBeGreaterThanOrEqual(end);
      end = top + height;
    }
    expect(end).toBeLessThan(layout.height);
    expect(layout.x(course.moments.length + 1)).toBe(layout.width);
  }
});

test('a fault lies over what it befalls until it is ended', () => {
  let ended = 0;
  for (const { course } of courses) {
    for (const { name, from, to, site } of bandsOf(course)) {
      expect(course.moments[from - 1]).toMatchObject({ do: { do: name } });
      expect(to).toBeGreaterThan(from);
      const link = course.moments[from - 1]?.after.link;
      if (site === undefined) expect(link).not.toBe('up');
      if (to <= course.moments.length) ended += 1;
    }
  }
  expect(ended).toBeGreaterThan(10);
});
