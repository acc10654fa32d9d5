import type { z } from 'zod';
import type { Origin } from '../output/header.ts';
import { OutputFolder } from '../output/output.ts';

/** A campaign that keeps a record of its runs, whatever these are runs of. */
export interface Keeping<Kept> {
  readonly origin: Origin;
  /** The folder for results. */
  readonly out: string;
  /** Whether to go on with what an interrupted command left in that folder. */
  readonly continuing: boolean;
  /** The form of a record. */
  readonly schema: z.ZodType<Kept>;
}

/** The reports of a campaign, by file name, each in parts. */
export type Reports = Readonly<Record<string, Iterable<string>>>;

/** Opens the folder of a campaign. @throws OutputError */
export const openOutput = <Kept>({ origin, out, continuing, schema }: Keeping<Kept>) =>
  continuing
    ? OutputFolder.continued(out, origin, schema)
    : OutputFolder.fresh(out, origin, schema);

/** The runs that a folder holds, by seed. */
export function seedsIn(output: OutputFolder<{ readonly seed: string }>): Set<string> {
  const seeds = new Set<string>();
  for (const { seed } of output.runs()) seeds.add(seed);
  return seeds;
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
