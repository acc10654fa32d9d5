import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '../../conformance/campaign/campaign.ts';
import { CourseReader } from '../../conformance/course/reader.ts';
import { plantedFaults } from '../../conformance/planted/faults.ts';
import { simTarget } from '../../conformance/targets/sim.ts';
import { modes } from '../../model/site.ts';
import type { Variant } from '../../model/variant.ts';
import { pack } from './pack.ts';
import { unpack } from './unpack.ts';

const ways = fc.constantFrom<Variant | undefined>(undefined, ...plantedFaults);

test('a course that was packed is what it was, and a good deal smaller meanwhile', async () => {
  const reader = new CourseReader();
  let [plain, packed] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.nat(), ways, async (seed, variant) => {
      const target = simTarget(variant);
      for await (const record of check({ target, modes, seed: `${seed}`, runs: 3 })) {
        const course = reader.of(record);
        const payload = { record, course: pack(course) };
        plain += JSON.stringify(course).length;
        packed += JSON.stringify(payload.course).length;
        expect(unpack(JSON.parse(JSON.stringify(payload)))).toEqual(course);
      }
    }),
    { numRuns: 8 },
  );
  expect(packed).toBeLessThan(plain / 4);
});
