import { z } from 'zod';
import type { Agent } from './agent.ts';
import { LabError } from './error.ts';
import { pool } from './layout.ts';
import { until } from './wait.ts';

const poolsSchema = z.object({
  pools: z.array(
    z.object({
      pool_name: z.string(),
      flags_names: z.string(),
      quota_max_objects: z.int(),
    }),
  ),
});

const monitor = async (agent: Agent, command: object): Promise<string> => {
  const reply = await agent.ask('mon', { command }, 10_000);
  if (reply.kind === 'ok') return z.string().parse(reply.value);
  const why = reply.kind === 'hang' ? 'no answer' : reply.error.message;
  throw new LabError(`a monitor command failed: ${why}`, JSON.stringify(command), 'start the site');
};

const readPool = async (agent: Agent): Promise<{ full: boolean; limited: boolean }> => {
  const dump = await monitor(agent, { prefix: 'osd dump', format: 'json' });
  const found = poolsSchema.parse(JSON.parse(dump)).pools.find((one) => one.pool_name === pool);
  return {
    full: found?.flags_names.split(',').includes('full') ?? false,
    limited: found !== undefined && found.quota_max_objects > 0,
  };
};

/** Whether the pool takes no more writes, as the monitor's map has it. */
export const poolFull = async (agent: Agent): Promise<boolean> => (await readPool(agent)).full;

const quota = async (agent: Agent, objects: number): Promise<void> => {
  const change = { prefix: 'osd pool set-quota', pool, field: 'max_objects', val: `${objects}` };
  await monitor(agent, change);
};

const untilFull = async (agent: Agent, full: boolean, where: string): Promise<void> => {
  // The monitor learns of what a pool holds from the manager, each few seconds.
  const what = `the pool to be ${full ? 'full' : 'free'}`;
  await until({ what, where, deadline: 30_000 }, async () =>
    (await poolFull(agent)) === full ? true : undefined,
  );
};

/**
 * Lets the pool be full from now on, by a quota of one object; a pool for RBD always holds more.
 * Returns once the cluster says so, after some 4 s. Clients then wait with what they write.
 */
export const fillPool = async (agent: Agent, where: string): Promise<void> => {
  await quota(agent, 1);
  await untilFull(agent, true, where);
};

/** Ends the quota, and returns once the cluster says so; harmless where there is none. */
export const emptyPool = async (agent: Agent, where: string): Promise<void> => {
  if ((await readPool(agent)).limited) await quota(agent, 0);
  await untilFull(agent, false, where);
};
