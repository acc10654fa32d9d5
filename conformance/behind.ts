import { z } from 'zod';
import { type Site, sites } from '../model/site.ts';
import { logLines } from './daemon-log.ts';
import type { RunRecord, StepRecord } from './record.ts';
import type { Pair } from './target.ts';

/** How long before the failing step began what daemons wrote is kept, in milliseconds of the pair's clock. */
const beforeMs = 2000;

/** What is told of an image that is mirrored: see conformance/agent/evidence.py. */
const identified = z.looseObject({ mirroring: z.looseObject({ global_id: z.string() }) });

/**
 * What lies behind a failure that came in a step, as far as the pair can tell: to be asked for while it is as the
 * failure left it.
 */
export async function behind(
  pair: Pair,
  steps: readonly StepRecord[],
  failed: number,
): Promise<Pick<RunRecord, 'evidence' | 'logs'>> {
  const evidence = await evidenceOf(pair);
  const known = sites.map((site) => identified.safeParse(evidence.evidence?.[site]).data);
  const image = known.find((one) => one !== undefined)?.mirroring.global_id;
  return { ...evidence, ...logsSince(pair, steps[failed - 1]?.at ?? 0, image) };
}

/** What the daemons of a pair wrote since a moment, and a little before it; of one image, where that is named. */
export function logsSince(
  pair: Pick<Pair, 'daemonLog' | 'now'>,
  moment: number,
  image?: string,
): Pick<RunRecord, 'logs'> {
  const { daemonLog } = pair;
  if (daemonLog === undefined) return {};
  const excerpt = { from: moment - beforeMs, to: pair.now(), image };
  const linesAt = (site: Site) => logLines(daemonLog.call(pair, site), excerpt);
  return { logs: { a: linesAt('a'), b: linesAt('b') } };
}

async function evidenceOf(pair: Pair): Promise<Pick<RunRecord, 'evidence'>> {
  if (pair.evidence === undefined) return {};
  const [a, b] = await Promise.all([pair.evidence('a'), pair.evidence('b')]);
  return { evidence: { a, b } };
}
