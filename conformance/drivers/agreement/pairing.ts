import type { DriverRecord } from '../record.ts';
import type { Parting } from './agreement.ts';
import { type Difference, firstDifference } from './outcomes.ts';

/** How an image parted from the model, and on which target. */
export type PairParting = Parting & { readonly target: string };

/** What one scenario came to on simulated and on real clusters, under the same driver. */
export interface Pairing {
  readonly seed: string;
  readonly real: DriverRecord;
  readonly simulated: DriverRecord;
  /** Where their outcomes first differ. */
  readonly difference?: Difference;
  /** What images did on either that the model does not allow, or where it does not follow them. */
  readonly partings: readonly PairParting[];
  readonly kind: PairingKind;
}

/**
 * How the two stand to each other. `same`: all outcomes are equal. `another schedule`: they differ, and the model
 * allows all that the images did on each, so that daemons were faster or slower. `unfollowed`: they differ, and the
 * model does not follow an image to its end. `parts`: an image did what the model forbids. `inconclusive`: one of the
 * runs was.
 */
export type PairingKind = 'same' | 'another schedule' | 'unfollowed' | 'parts' | 'inconclusive';

/** Sets the two runs of one scenario side by side; `partingsOf` holds a run to what its target is known to do. */
export function pairingOf(
  real: DriverRecord,
  simulated: DriverRecord,
  partingsOf: (record: DriverRecord) => readonly Parting[],
): Pairing {
  const all = [real, simulated].flatMap((record) =>
    partingsOf(record).map((parting) => ({ ...parting, target: record.target })),
  );
  const difference = firstDifference(real, simulated);
  const kind = kindOf([real, simulated], all, difference);
  const found = difference === undefined ? {} : { difference };
  return { seed: real.seed, real, simulated, partings: all, kind, ...found };
}

function kindOf(
  records: readonly DriverRecord[],
  all: readonly PairParting[],
  difference: Difference | undefined,
): PairingKind {
  if (all.some(({ kind }) => kind === 'disagreement')) return 'parts';
  if (records.some(({ verdict }) => verdict.kind === 'inconclusive')) return 'inconclusive';
  if (difference === undefined) return 'same';
  return all.some(({ step }) => step <= difference.step) ? 'unfollowed' : 'another schedule';
}
