import type { VolumeStep } from '../../../scenarios/volumes/step.ts';
import type { Done } from '../done.ts';
import type { Faults } from '../faults.ts';
import type { Found } from '../judge.ts';
import type { Ledger } from '../ledger.ts';
import type { OwedCode } from '../obligations.ts';
import { judgeDatabase } from './judge.ts';

/** Judges what became of the database of a driver that keeps one: what was found, and what could have been. */
export function booksKept(
  step: VolumeStep,
  { answer, kept }: Done,
  { volumes }: Ledger,
  faults: Faults,
): readonly [found: readonly Found[], atStake: readonly OwedCode[]] {
  if (kept === undefined) return [[], []];
  const numbers = new Map([...volumes.values()].map(({ id, number }) => [id, number]));
  const { found, atStake } = judgeDatabase({
    ...{ step, answer, numbers, serves: faults.serving() },
    ...kept,
  });
  return [found, atStake];
}
