import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { modes } from '../../model/site.ts';
import { itfText } from '../../reports/itf.ts';
import { check } from '../campaign/campaign.ts';
import { plantedFaults } from '../planted/faults.ts';
import { simTarget } from '../targets/sim.ts';
import { CourseReader } from './reader.ts';

/** The reader of Quint's, which is not ours: it is looked for, as it and what it needs are 44 MB. */
const quint = '@informalsystems/quint/dist/src/itf.js';

const { SPLITBRAIN_REQUIRE_QUINT } = process.env;

/** Why Quint does not read here; undefined where it does. */
function whyNoQuint(): string | undefined {
  if (SPLITBRAIN_REQUIRE_QUINT === '1') return undefined;
  try {
    createRequire(import.meta.url).resolve(quint);
    return undefined;
  } catch {
    return 'npm install --no-save @informalsystems/quint';
  }
}

const quintSchema = z.object({ ofItf: z.custom<(trace: unknown) => unknown>() });

/** A state as Quint has it: the arguments of its `Rec` are names and values in turn. */
const statesSchema = z.array(
  z.object({ kind: z.literal('app'), opcode: z.literal('Rec'), args: z.array(z.unknown()) }),
);
const nameSchema = z.object({ kind: z.literal('str'), value: z.string() });

const fieldsOf = ({ args }: z.infer<typeof statesSchema>[number]): ReadonlyMap<string, unknown> =>
  new Map(
    args.flatMap((name, index) =>
      index % 2 === 0 ? [[nameSchema.parse(name).value, args[index + 1]] as const] : [],
    ),
  );

const traceSchema = z.object({ vars: z.array(z.string()), states: z.array(z.unknown()) });

const skip = whyNoQuint();

test.skipIf(skip)(
  `Quint reads a trace as it was written${skip ? ` (skipped: ${skip})` : ''}`,
  async () => {
    const { ofItf } = quintSchema.parse(await import(quint));
    const reader = new CourseReader();
    for (const variant of [undefined, plantedFaults[0]]) {
      const runs = { target: simTarget(variant), modes, seed: 'itf', runs: 8 };
      for await (const record of check(runs)) {
        const course = reader.of(record);
        const trace: unknown = JSON.parse(itfText(record, course));
        const { vars } = traceSchema.parse(trace);
        const states = statesSchema.parse(ofItf(trace));
        expect(states).toHaveLength(course.moments.length + 1);
        for (const [index, state] of states.entries()) {
          const fields = fieldsOf(state);
          expect([...fields.keys()].sort()).toEqual([...vars].sort());
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
  },
);
