import { expect, test } from 'vitest';
import { modes } from '../../model/site.ts';
import { columnTrace } from '../../reports/column-trace.ts';
import { glyphOf, meanings } from '../../reports/glyphs.ts';
import { check } from '../campaign/campaign.ts';
import { plantedFaults } from '../planted/faults.ts';
import { simTarget } from '../targets/sim.ts';
import { CourseReader } from './reader.ts';

test('a trace in columns has a line for each moment, fits 100 columns, and tells its glyphs', async () => {
  const reader = new CourseReader();
  for (const variant of [undefined, ...plantedFaults.slice(0, 2)]) {
    const target = simTarget(variant);
    for await (const record of check({ target, modes, seed: 'columns', runs: 12 })) {
      const course = reader.of(record);
      const lines = columnTrace(record, course).split('\n');
      for (const line of lines) expect([...line].length, line).toBeLessThanOrEqual(100);
      const end = lines.indexOf('');
      expect(end - 2).toBe(course.moments.length);
      expect(lines.slice(0, end).filter((line) => line.startsWith('>'))).toHaveLength(
        record.verdict.kind === 'fail' ? 1 : 0,
      );
      for (const moment of course.moments) {
        const { glyph } = glyphOf(moment) ?? {};
        if (glyph !== undefined)
          expect(lines.slice(end).join()).toContain(`${glyph} ${meanings.get(glyph)}`);
      }
    }
  }
});
