import type { z } from 'zod';
import { bundlesName } from '../output/bundles.ts';
import type { Origin } from '../output/header.ts';
import { OutputFolder } from '../output/output.ts';

/** A campaign that keeps a record of its runs, whatever these are runs of. */
export interface Keeping<Kept> {
  readonly origin: Origin;
  /** The folder for results. */
  readonly out: string;
  /** Whether to go on with what an interrupted command left in that folder. */
  readonly continuing: boolean;
  /** Whether the failures of an earlier command in that folder are kept, to be replayed. */
  readonly keepBundles?: boolean | undefined;
  /** The form of a record. */
  readonly schema: z.ZodType<Kept>;
}

/** The reports of a campaign, by file name, each in parts. */
export type Reports = Readonly<Record<string, Iterable<string>>>;

/** Opens the folder of a campaign. @throws OutputError */
export const openOutput = <Kept>({
  origin,
  out,
  continuing,
  keepBundles,
  schema,
}: Keeping<Kept>) =>
  continuing
    ? OutputFolder.continued(out, origin, schema)
    : OutputFolder.fresh(out, origin, schema, keepBundles ? [bundlesName] : []);

/** The runs that a folder holds: by seed; and those of earlier failures, by the files of their bundles. */
export function doneIn(
  output: OutputFolder<{ readonly seed: string; readonly replayed?: string }>,
): Record<'seeds' | 'replayed', ReadonlySet<string>> {
  const [seeds, files] = [new Set<string>(), new Set<string>()];
  for (const { seed, replayed } of output.runs()) {
    if (replayed === undefined) seeds.add(seed);
    else files.add(replayed);
  }
  return { seeds, replayed: files };
}

/**
 * Takes in what a folder holds already, and then each further run, which is written down first. Ends with the
 * runs, or once there is enough.
 */
export async function takeIn<Kept>(
  output: OutputFolder<Kept>,
  records: AsyncIterable<Kept>,
  take: (record: Kept) => Promise<void> | void,
  enough: () => boolean = () => false,
): Promise<void> {
  for (const record of output.runs()) await take(record);
  if (enough()) return;
  for await (const record of records) {
    output.append(record);
    await take(record);
    if (enough()) return;
  }
}

/** Why a work ended before its time; undefined if it did not. */
export async function causeOf(
  work: Promise<unknown>,
  signal?: AbortSignal,
): Promise<Error | undefined> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
  return signal?.reason instanceof Error ? signal.reason : undefined;
}

/** Writes the reports of a campaign, and lets go of its folder. */
export function conclude<Kept>(output: OutputFolder<Kept>, reports: Reports): void {
  for (const [name, parts] of Object.entries(reports)) output.write(name, parts);
  output.close();
}
