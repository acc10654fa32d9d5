import { type SavedBundle, saveBundle, savedBundle, saveReplayed } from '../output/bundles.ts';
import type { OutputFolder } from '../output/output.ts';
import type { RunRecord } from '../record.ts';
import { TargetFailure } from '../target.ts';
import { type Failure, failureKind, knownAs, type Shrinking, shrunk } from './failure.ts';
import { takeIn } from './keep.ts';

/** What to do with the records of a campaign, and who is told. */
export interface Judging {
  readonly output: OutputFolder<RunRecord>;
  /** How to shrink a failure; where it gives none, the failure is kept as it was met. */
  readonly shrinkingFor?: (failure: RunRecord) => Shrinking | undefined;
  /** Another saved failure of the same kind, where that is shown in the place of one that was not saved. */
  readonly savedLike?: ((failure: RunRecord) => SavedBundle | undefined) | undefined;
  /** Ends the campaign once this many kinds of failure were met. */
  readonly maxFailures: number;
  /** Whether known deviations are among these. */
  readonly strict?: boolean;
  /** Told of each finished run, after it was recorded. */
  readonly onRecord?: (record: RunRecord) => void;
  /** Told of each kind of failure, once, when it is shrunk and saved. */
  readonly onFailure?: (failure: Failure) => unknown;
}

/**
 * Takes in the records of a campaign: writes each down, and shrinks and saves the first failure of
 * each kind. The records that the folder holds already are taken in first, and not written again.
 */
export async function judge(
  records: AsyncIterable<RunRecord>,
  judging: Judging,
): Promise<readonly Failure[]> {
  const { output, maxFailures, strict, onRecord, onFailure } = judging;
  const failures = new Map<string, Failure>();
  const take = async (record: RunRecord) => {
    onRecord?.(record);
    const kind = failureKind(record);
    if (kind === undefined) return;
    const known = failures.get(kind);
    known?.seeds.push(record.seed);
    if (known !== undefined) return;
    const failure = await saved(record, judging);
    failures.set(kind, failure);
    await onFailure?.(failure);
  };
  const enough = () =>
    [...failures.values()].filter(({ first }) => strict || knownAs(first) === undefined).length >=
    maxFailures;
  await takeIn(output, records, take, enough);
  return [...failures.values()];
}

/** Shrinks a failure, unless an earlier command did, and saves it as a bundle. */
async function saved(
  first: RunRecord,
  { output, shrinkingFor, savedLike }: Judging,
): Promise<Failure> {
  const seeds = [first.seed];
  if (first.replayed !== undefined) {
    return { first, shrunk: first, seeds, bundle: saveReplayed(output, first, first.replayed) };
  }
  const earlier = savedBundle(output, first) ?? savedLike?.(first);
  if (earlier !== undefined) return { first, shrunk: earlier.record, seeds, bundle: earlier.file };
  const shrinking = shrinkingFor?.(first);
  const simplest = shrinking === undefined ? first : await shrunkOrFirst(first, shrinking);
  return { first, shrunk: simplest, seeds, bundle: saveBundle(output, simplest) };
}

/** An interruption, or a target that breaks down meanwhile, leaves the failure as it was met. */
async function shrunkOrFirst(first: RunRecord, shrinking: Shrinking): Promise<RunRecord> {
  try {
    shrinking.onProgress?.('shrinking a failure');
    return await shrunk(first, shrinking);
  } catch (error) {
    if (shrinking.bench.signal?.aborted || error instanceof TargetFailure) return first;
    throw error;
  }
}
