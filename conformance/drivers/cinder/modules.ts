import { z } from 'zod';
import type { Mode } from '../../../model/site.ts';
import type { Clusters } from '../clusters.ts';
import answers from './module-answers.json' with { type: 'json' };
import { runProgram } from './program.ts';

const answersSchema = z.array(z.tuple([z.string(), z.json()]));

/** What the modules `rados` and `rbd` answered, call by call: what was asked, and what came of it. */
export type ModuleAnswers = z.infer<typeof answersSchema>;

/** Asks the modules that reach these clusters for everything that the suite asks for. */
export async function askModules(clusters: Clusters, mode: Mode): Promise<ModuleAnswers> {
  const { a, b } = clusters.access;
  const printed = await runProgram(clusters, 'module_suite.py', [mode, a.pool, a.conf, b.conf]);
  return answersSchema.parse(JSON.parse(printed));
}

const measured = z.object({
  ceph: z.string(),
  journal: answersSchema,
  snapshot: answersSchema,
});

/** What Ceph's own modules answered on real clusters, of the version named; `null` for nothing, or what JSON cannot hold. */
export const measuredAnswers = measured.parse(answers);
