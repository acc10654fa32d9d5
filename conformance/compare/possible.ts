import type { Deviation } from '../../model/deviations.ts';
import type { Stepper } from '../../model/stepper.ts';
import type { Variant } from '../../model/variant.ts';
import { Models } from '../campaign/models.ts';
import type { Bench } from '../campaign/run.ts';
import type { RunRecord } from '../record.ts';
import {
  contradictionIn,
  explainedBy,
  fewestExplaining,
  knownDeviations,
  namesOf,
} from '../rejudge.ts';
import type { Side } from './side.ts';

/**
 * How to run a scenario on one side so that its verdict is whether the run is possible on the other.
 * The simulated pair is a model: a run is possible there if that model allows it. Of real clusters
 * only their deviations are known: a run is possible there if the specified model allows it, with or
 * without these. A run ends where it is no longer possible on a simulated pair, and goes on through
 * what is only not specified.
 */
export function benchHeldTo(side: Side, other: Side, rest: Omit<Bench, 'target' | 'models'>) {
  const models = new Models(other.runs ?? side.runs ?? []);
  const specified = new Models();
  const judged = (record: RunRecord) =>
    other.runs === undefined ? judgedByKnown(record, side, other, specified.of(record)) : record;
  const review = (record: RunRecord) => named(judged(record), side, other);
  return { ...rest, target: side.target, models, review };
}

/** The verdict on a run by all that real clusters are known to do. */
function judgedByKnown(record: RunRecord, side: Side, other: Side, space: Stepper): RunRecord {
  if (record.verdict.kind === 'inconclusive') return record;
  const possible =
    explainedBy(space, record) || knownDeviations(record, other.deviations).length > 0;
  if (possible) return { ...record, verdict: { kind: 'pass' } };
  // A run on real clusters was held to what is specified, and has ended where it left that.
  const found = side.runs === undefined ? undefined : contradictionIn(space, record);
  if (found === undefined) return record;
  const steps = record.steps.slice(0, found.step + 1);
  return { ...record, steps, verdict: { kind: 'fail', ...found } };
}

/** Names what is known to be different between the two sides, if that explains the verdict. */
function named(record: RunRecord, side: Side, other: Side): RunRecord {
  const { verdict } = record;
  if (verdict.kind !== 'fail') return record;
  const { known: _, ...unnamed } = verdict;
  const known = namesOf(differenceIn(record, side, other));
  return { ...record, verdict: { ...unnamed, ...(known !== undefined && { known }) } };
}

/** The known differences between two sides by which a run of one is not possible on the other. */
function differenceIn(record: RunRecord, side: Side, other: Side): readonly Deviation[] {
  const onlyIn = (one: Side, another: Side) =>
    one.deviations.filter((known) => !another.deviations.includes(known));
  if (other.runs === undefined) {
    return knownDeviations(record, side.deviations).filter((known) =>
      onlyIn(side, other).includes(known),
    );
  }
  const held: readonly Variant[] = other.runs;
  const without = onlyIn(other, side);
  const differences = [...onlyIn(side, other), ...without];
  const toggled = (set: readonly Deviation[]): readonly Variant[] => [
    ...held.filter((part) => !set.some((known) => known === part)),
    ...set.filter((known) => !without.includes(known)),
  ];
  return fewestExplaining(record, held, differences, toggled);
}
