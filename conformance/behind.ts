import { z } from 'zod';
import { sites } from '../model/site.ts';
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
  if (pair.daemonLog === undefined) return evidence;
  const known = sites.map((site) => identified.safeParse(evidence.evidence?.[site]).data);
  const image = known.find((one) => one !== undefined)?.mirroring.global_id;
  const excerpt = { from: (steps[failed - 1]?.at ?? 0) - beforeMs, to: pair.now(), image };
  const [a, b] = sites.map((site) => logLines(pair.daemonLog?.(site) ?? nothing, excerpt));
  return { ...evidence, logs: { a: a ?? [], b: b ?? [] } };
}

const nothing = { text: '', opened: 0 };

async function evidenceOf(pair: Pair): Promise<Pick<RunRecord, 'evidence'>> {
  if (pair.evidence === undefined) return {};
  const [a, b] = await Promise.all([pair.evidence('a'), pair.evidence('b')]);
  return { evidence: { a, b } };
}
