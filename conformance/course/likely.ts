import type { Move } from '../../model/belief.ts';
import type { InternalEdge, StateId, Stepper } from '../../model/stepper.ts';
import { inHindsight } from '../oracle/hindsight.ts';
import type { RunRecord, StepRecord } from '../record.ts';
import { followed } from './followed.ts';
import type { Leg, Way } from './leg.ts';

/**
 * A way that a run can have taken, if a model is right: one of those that explain all that was observed,
 * in which the daemons act as late as can be. If `trusting`, a pair that looked settled is taken to
 * have been. It ends in the step that the model does not allow, if there is one.
 */
export function likelyWay(model: Stepper, { steps }: RunRecord, trusting: boolean): Way {
  const { moves, before, oracle, allowed } = followed(model, steps, trusting);
  const possible = inHindsight(
    model,
    moves.map(({ move }) => move),
  );
  const trail = new Trail(model);
  const known = moves.map(({ step, move }, index) => ({
    ...{ step, move },
    before: possible[index] ?? new Set(move.keys()),
    after: possible[index + 1],
  }));
  const byStep = Map.groupBy(known, ({ step }) => step);
  for (const [step, record] of steps.slice(0, before.length).entries()) {
    trail.step(step, record, byStep.get(step) ?? []);
  }
  return { model, legs: trail.legs, ledger: oracle.ledger, steps: allowed };
}

/** A move of a belief, the states that it can have met, and those that the next one can. */
interface Known {
  readonly move: Move;
  readonly before: ReadonlySet<StateId>;
  readonly after: ReadonlySet<StateId> | undefined;
}

/** Goes through states that led to one another. */
class Trail {
  readonly legs: Leg[] = [];
  readonly #model: Stepper;
  #here: StateId;

  constructor(model: Stepper) {
    this.#model = model;
    this.#here = model.initial;
  }

  /** Goes through what was known of one step: first what it did, and then what was seen. */
  step(step: number, record: StepRecord, moves: readonly Known[]): void {
    const took = record.step.do === 'settle' ? (record.took ?? []) : [];
    const does = Math.min(deedsOf(record), moves.length);
    for (const [index, { move, before, after }] of moves.entries()) {
      for (const edge of wayTo(this.#model, this.#here, before)) this.#take(step, edge);
      const to = leadingOn(this.#model, move.get(this.#here) ?? [], after) ?? this.#here;
      const site = took[index];
      if (index === does - 1) this.#go({ step, from: this.#here, to });
      else if (site === undefined) this.#here = to;
      else if (to !== this.#here) this.#take(step, { event: `take-snapshot.${site}`, to });
    }
    if (does === 0) this.#go({ step, from: this.#here, to: this.#here });
  }

  #take(step: number, { event, to }: InternalEdge): void {
    this.#go({ step, event, from: this.#here, to });
  }

  #go(leg: Leg): void {
    this.legs.push(leg);
    this.#here = leg.to;
  }
}

/** How many moves a step makes by what it does: a `settle` waits, and does nothing itself. */
function deedsOf({ step, writes = [], tried }: StepRecord): number {
  if (step.do === 'settle' || step.do === 'let') return 0;
  if (step.do !== 'demote' || step.writing === undefined) return 1;
  return writes.length + (tried === undefined ? 0 : 1) + 1;
}

/** The fewest steps of daemons from a state to one of several; none where none leads there. */
function wayTo(model: Stepper, from: StateId, goals: ReadonlySet<StateId>): InternalEdge[] {
  const cameBy = new Map<StateId, { readonly from: StateId; readonly edge: InternalEdge }>();
  const seen = new Set([from]);
  for (const state of seen) {
    if (goals.has(state)) return backFrom(state, cameBy);
    for (const edge of model.internals(state)) {
      if (seen.has(edge.to)) continue;
      seen.add(edge.to);
      cameBy.set(edge.to, { from: state, edge });
    }
  }
  return [];
}

function backFrom(
  end: StateId,
  cameBy: ReadonlyMap<StateId, { readonly from: StateId; readonly edge: InternalEdge }>,
): InternalEdge[] {
  const edges: InternalEdge[] = [];
  for (let by = cameBy.get(end); by !== undefined; by = cameBy.get(by.from)) edges.push(by.edge);
  return edges.reverse();
}

/** The first of several states that leads on to one of those that come later, if those are known. */
const leadingOn = (
  model: Stepper,
  states: readonly StateId[],
  later: ReadonlySet<StateId> | undefined,
): StateId | undefined =>
  later === undefined
    ? states[0]
    : states.find((state) => model.reachable(state).some((next) => later.has(next)));
