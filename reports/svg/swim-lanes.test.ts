import { readFileSync } from 'node:fs';
import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { check } from '../../conformance/campaign/campaign.ts';
import { CourseReader } from '../../conformance/course/reader.ts';
import { plantedFaults } from '../../conformance/planted/faults.ts';
import { simTarget } from '../../conformance/targets/sim.ts';
import { modes } from '../../model/site.ts';
import { colours } from './style.ts';
import { swimLanes } from './swim-lanes.ts';

/** What is wrong with a text as XML. */
function complaintsOf(svg: string): string[] {
  const complaints: string[] = [];
  new DOMParser({ onError: (_level, message) => complaints.push(message) }).parseFromString(
    svg,
    'image/svg+xml',
  );
  return complaints;
}

it('draws every run: well-formed, each thing that happened in a column of its own, a failure marked', {
  timeout: 240_000,
}, async () => {
  const reader = new CourseReader();
  const ways = fc.constantFrom(undefined, ...plantedFaults);
  await fc.assert(
    fc.asyncProperty(fc.nat(), ways, async (seed, variant) => {
      const target = simTarget(variant);
      for await (const record of check({ target, modes, seed: `${seed}`, runs: 2 })) {
        const course = reader.of(record);
        const svg = swimLanes(record, course);
        expect(complaintsOf(svg)).toEqual([]);
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        expect(svg.match(/rotate\(-40/g) ?? []).toHaveLength(course.moments.length);
        expect(svg.match(/class="failed-mark"/g) ?? []).toHaveLength(
          record.verdict.kind === 'fail' ? 1 : 0,
        );
        expect(swimLanes(record, course)).toBe(svg);
      }
    }),
    { numRuns: 6 },
  );
});

it('has the colours of the report', () => {
  const theme = readFileSync(new URL('../html/app/style/theme.css', import.meta.url), 'utf8');
  for (const [name, [light, dark]] of Object.entries(colours))
    expect(theme).toContain(`--${name}: light-dark(${light}, ${dark});`);
});
