import { isInternal } from '../../model/events.ts';
import type { Mode } from '../../model/site.ts';
import { machineOf, statusOf } from '../../model/variant.ts';
import type { Step } from '../../scenarios/step.ts';
import { type Mutation, mutated } from '../../sim/mutants/mutation.ts';
import { Space } from '../../sim/space.ts';
import { type Taken, Walker } from '../../sim/walker/walker.ts';
import { Models } from '../campaign/models.ts';
import { run } from '../run.ts';
import { interruptibles, walkSteps } from '../simulate/walks.ts';
import { blackBox } from '../targets/sim.ts';
import type { FailureCode } from '../verdict.ts';
import { Proofs, type Proved } from './proof.ts';
import type { WayThere } from './scan.ts';

/** What became of a mutant. */
export type Fate =
  /** An oracle found fault with it, in the so manieth run. */
  | { readonly kind: 'caught'; readonly code: FailureCode; readonly runs: number }
  /** It differs, and no run showed that. */
  | { readonly kind: 'survived'; readonly runs: number; readonly way: WayThere }
  /** It differs, and all that it shows within a bound of so many events may come of what is specified, too. */
  | Proved
  /** It makes no difference in any state that was looked at. */
  | { readonly kind: 'equivalent' }
  /** What may happen and need not does not any more, and nothing else is different. */
  | { readonly kind: 'allowed' };

/** How many runs go on from each difference at random, beside those that end there. */
const rounds = 10;

/** How many steps they go on for. */
const afterwards = 14;

const interruptible = (command: string) => interruptibles.has(command);

/** Tries mutants of one mode, each on runs that lead to where it differs. */
export class Trials {
  readonly #mode: Mode;
  readonly #models = new Models();
  readonly #proofs: Proofs;

  constructor(mode: Mode) {
    this.#mode = mode;
    this.#proofs = new Proofs(mode);
  }

  /**
   * Runs a mutant along these ways, and on from there, until an oracle catches it. A stage at
   * which no command can be left makes no difference that anyone meets.
   */
  async of(mutation: Mutation, ways: readonly WayThere[]): Promise<Fate> {
    const mode = this.#mode;
    const machine = machineOf(mode);
    const space = new Space(machine, { change: (rules) => mutated(rules, mutation) });
    const walker = (length: number) =>
      new Walker({ space, mode, status: statusOf(), length, interruptible });
    const possible = ways.filter(({ steps }) => {
      const isStage = steps.at(-1)?.reach !== undefined;
      return !isStage || walker(0).retraces(steps) !== steps.length - 1;
    });
    const [first] = possible;
    if (first === undefined) return { kind: 'equivalent' };
    const target = blackBox(`sim with ${mutation.name}`, () => space, statusOf());
    let runs = 0;
    for (const steps of attempts(possible, walker)) {
      const name = mutation.name;
      const job = { name, steps, mode, seed: name, schedule: 'explicit', target } as const;
      const { verdict } = await run({ ...job, model: this.#models.of(mode) });
      runs += 1;
      if (verdict.kind === 'fail') return { kind: 'caught', code: verdict.code, runs };
    }
    if (possible.every(({ isLess }) => isLess)) return { kind: 'allowed' };
    const way = possible.find(({ isLess }) => !isLess) ?? first;
    return this.#proofs.of(mutation, way.steps) ?? { kind: 'survived', runs, way };
  }
}

/**
 * What to run: each way as it is; with a wait before its last step, or before each, so that an oracle
 * knows for certain what that step met; and then on from there at random.
 */
function* attempts(
  ways: readonly WayThere[],
  walker: (length: number) => Walker,
): Generator<readonly Step[]> {
  for (const { steps } of ways) yield walkSteps(steps);
  for (const { steps } of ways)
    yield [...walkSteps(steps.slice(0, -1)), ...walkSteps(steps.slice(-1))];
  for (const { steps } of ways)
    yield steps.filter(isFromOutside).flatMap((step) => walkSteps([step]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { steps } of ways) {
      yield walkSteps(walker(steps.length + afterwards).walk(`${round}`, steps).taken);
    }
  }
}

/** What a pair that is waited for does not do by itself. */
const isFromOutside = ({ event }: Taken): boolean => !isInternal(event);
