import { type ItfTrace, ofItf } from '@informalsystems/quint/dist/src/itf.js';
import { expect, test } from 'vitest';
import { modes } from '../../model/site.ts';
import { itfText } from '../../reports/itf.ts';
import { check } from '../campaign/campaign.ts';
import { plantedFaults } from '../planted/faults.ts';
import { simTarget } from '../targets/sim.ts';
import { CourseReader } from './reader.ts';

/** What Quint makes of a record's field: the arguments of its `Rec` stand in pairs. */
function fieldsOf(state: ReturnType<typeof ofItf>[number]): ReadonlyMap<string, unknown> {
  if (state.kind !== 'app' || state.opcode !== 'Rec') throw new TypeError('not a record');
  const pairs = state.args.flatMap((name, index) =>
    index % 2 === 0 && name.kind === 'str' ? [[name.value, state.args[index + 1]] as const] : [],
  );
  return new Map(pairs);
}

test('Quint reads a trace as it was written', async () => {
  const reader = new CourseReader();
  for (const variant of [undefined, plantedFaults[0]]) {
    const runs = { target: simTarget(variant), modes, seed: 'itf', runs: 8 };
    for await (const record of check(runs)) {
      const course = reader.of(record);
      const trace: ItfTrace = JSON.parse(itfText(record, course));
      const states = ofItf(trace);
      expect(states).toHaveLength(course.moments.length + 1);
      for (const [index, state] of states.entries()) {
        const fields = fieldsOf(state);
        expect([...fields.keys()].sort()).toEqual([...trace.vars].sort());
        const { a } = course.moments[index - 1]?.after ?? course.start;
        const written = JSON.stringify(fields.get('a'), (_, one) =>
          typeof one === 'bigint' ? Number(one) : one,
        );
        expect(written).toContain(`"value":"${a.role}"`);
      }
      const steps = states.map((state) => fieldsOf(state).get('step'));
      expect(steps.at(-1)).toMatchObject({ kind: 'int', value: BigInt(record.steps.length) });
    }
  }
});
