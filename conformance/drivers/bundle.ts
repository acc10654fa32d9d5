import { z } from 'zod';
import { modes } from '../../model/site.ts';
import { volumeStepSchema } from '../../scenarios/volumes/step.ts';
import { BundleError } from '../bundle.ts';
import { type DriverRecord, findingOf, stepsTo } from './record.ts';

/** The version of bundles of driver runs. */
export const driverBundleFormat = 1;

const schema = z.strictObject({
  driverBundle: z.literal(driverBundleFormat),
  seed: z.string(),
  mode: z.enum(modes),
  driver: z.string(),
  target: z.string(),
  /** The kind of finding that it was saved for. */
  finding: z.string(),
  saw: z.string(),
  steps: z.array(volumeStepSchema).min(1),
  record: z.unknown(),
});

/** A finding about a driver to hand over: the fewest steps that show it. */
export type DriverBundle = z.infer<typeof schema>;

/** Makes the bundle of a run, for one kind of finding; `driver` is what a user calls it. */
export function driverBundleOf(
  record: DriverRecord,
  finding: string,
  driver: string,
): DriverBundle {
  const found = findingOf(record, finding);
  return {
    driverBundle: driverBundleFormat,
    seed: record.seed,
    mode: record.mode,
    driver,
    target: record.target,
    finding,
    saw: found?.saw ?? '',
    steps: [...stepsTo(record, found)],
    record,
  };
}

/** Reads a bundle of a driver's run; undefined for data that is no such thing at all. @throws BundleError */
export function parseDriverBundle(data: unknown, file: string): DriverBundle | undefined {
  if (typeof data !== 'object' || data === null || !('driverBundle' in data)) return undefined;
  if (data.driverBundle !== driverBundleFormat) {
    throw new BundleError(
      `${file}: a driver bundle of format ${String(data.driverBundle)}; this splitbrain reads ${driverBundleFormat}`,
    );
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${message} at ${path.join('.')}`);
  throw new BundleError(`${file}: not a bundle of a driver's run: ${faults.join('; ')}`);
}
