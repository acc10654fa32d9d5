import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Mode } from '../../../model/site.ts';
import type { Clusters } from '../clusters.ts';
import answers from './module-answers.json' with { type: 'json' };

const program = fileURLToPath(new URL('module_suite.py', import.meta.url));
const answersSchema = z.array(z.tuple([z.string(), z.json()]));

/** What the modules `rados` and `rbd` answered, call by call: what was asked, and what came of it. */
export type ModuleAnswers = z.infer<typeof answersSchema>;

/** Asks the modules that reach these clusters for everything that the suite asks for. Rejects with its words if it ends otherwise. */
export async function askModules(clusters: Clusters, mode: Mode): Promise<ModuleAnswers> {
  const { PATH = '' } = process.env;
  const { access } = clusters;
  const args = ['-B', program, mode, access.a.pool, access.a.conf, access.b.conf];
  const asked = { file: '/usr/bin/python3', args, env: { PATH } };
  const { file, args: all, env, attach } = clusters.command(asked);
  const child = spawn(file, all, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => err.push(String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  if (child.pid !== undefined) await attach?.(child.pid);
  child.stdin.end('go\n');
  const code = await ended;
  if (code !== 0) throw new Error(`the suite of modules ended with ${code}: ${err.join('')}`);
  return answersSchema.parse(JSON.parse(out.join('')));
}

const measured = z.object({
  ceph: z.string(),
  journal: answersSchema,
  snapshot: answersSchema,
});

/** What Ceph's own modules answered on real clusters, of the version named; `null` for nothing, or what JSON cannot hold. */
export const measuredAnswers = measured.parse(answers);
