import { z } from 'zod';
import { poolModes } from '../model/site.ts';
import { namespaceName, placeOf } from '../scenarios/scenario.ts';
import { stepSchema } from '../scenarios/step.ts';
import type { RunRecord } from './record.ts';
import { resolve } from './resolve.ts';

/** The version of bundles. */
export const bundleFormat = 1;

const verdictSchema = z.looseObject({ kind: z.enum(['pass', 'fail', 'inconclusive']) });

/** A failure to hand over: its steps, resolved and shrunk; what was observed; the verdict. */
export const bundleSchema = z.strictObject({
  bundle: z.literal(bundleFormat),
  seed: z.string(),
  mode: z.enum(['journal', 'snapshot']),
  target: z.string(),
  schedule: z.enum(['free', 'explicit']),
  namespace: namespaceName.exactOptional(),
  poolMode: z.enum(poolModes).exactOptional(),
  steps: z.array(stepSchema).min(1),
  verdict: verdictSchema,
  record: z.unknown(),
});

/** A failure to hand over: plain data, replayed without generator or scheduler. */
export type Bundle = z.infer<typeof bundleSchema>;

/** Makes the bundle of a run. */
export const bundleOf = (record: RunRecord): Bundle => ({
  bundle: bundleFormat,
  seed: record.seed,
  mode: record.mode,
  target: record.target,
  schedule: 'explicit',
  ...placeOf(record),
  steps: resolve(record),
  verdict: record.verdict,
  record,
});

/** A file is no bundle that this version reads; the message says why. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/** Reads a bundle. @throws BundleError naming `file`, what is wrong, and the mend. */
export function parseBundle(text: string, file: string): Bundle {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BundleError(`${file}: not JSON (${reason}); a bundle is a .json file`);
  }
  const version = z.looseObject({ bundle: z.number() }).safeParse(data);
  if (version.success && version.data.bundle !== bundleFormat) {
    throw new BundleError(
      `${file}: a bundle of format ${version.data.bundle}; this splitbrain reads ${bundleFormat}`,
    );
  }
  const parsed = bundleSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${message}${path.length > 0 ? ` at ${path.join('.')}` : ''}`,
  );
  throw new BundleError(`${file}: not a bundle that a failure was saved in: ${faults.join('; ')}`);
}
