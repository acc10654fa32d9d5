import { nameOf } from '../../model/events.ts';
import { endOf, strikeNames } from '../../model/fault-ends.ts';
import { type PromiseCode, promiseCodes } from '../../model/promises.ts';
import type { Mode } from '../../model/site.ts';
import { interruptOf, requestOf } from '../../scenarios/events.ts';
import type { Step } from '../../scenarios/step.ts';
import { choiceFrom } from '../campaign/target.ts';
import { UsageError } from '../campaign/usage.ts';
import { type Behaviour, behaviourNamed } from '../campaign/variants.ts';
import { runRecordSchema } from '../output/schema.ts';
import type { RunRecord } from '../record.ts';
import { readReplayable } from '../replay.ts';
import type { ExploreFlags } from './job.ts';

/** A failure that is to be confirmed, and what else could be done in a shorter run. */
export interface ConfirmJob {
  readonly bundle: string;
  readonly mode: Mode;
  readonly code: PromiseCode;
  readonly steps: readonly Step[];
  readonly behaviour?: Behaviour;
  /** The names of the commands and faults that can happen, with the ends of faults. */
  readonly happenings: ReadonlySet<string>;
  /** So many states at most. */
  readonly states: number;
  readonly out: string;
}

type ConfirmFlags = Pick<ExploreFlags, 'commands' | 'faults' | 'states' | 'out' | 'with'>;

/**
 * What is to be confirmed of a bundle. Everything can happen that users ask for, and all that is in the bundle.
 * @throws UsageError for what the explorer cannot follow, or is not a failure.
 */
export function confirmJob(bundle: string, flags: ConfirmFlags): ConfirmJob {
  const record = recordIn(bundle);
  const { mode, verdict, target } = record;
  const code = promiseCodes.find((one) => verdict.kind === 'fail' && one === verdict.code);
  if (code === undefined) throw new UsageError(`${bundle}: the run in it breaks no promise`);
  const named = flags.with ?? behaviourOf(target, bundle);
  const steps = record.steps.map(({ step }) => step);
  return {
    ...{ bundle, mode, code, steps },
    ...(named !== undefined && { behaviour: behaviourNamed(named) }),
    happenings: new Set([...flags.commands, ...withEnds([...flags.faults, ...namesIn(steps)])]),
    ...{ states: flags.states, out: flags.out },
  };
}

function recordIn(bundle: string): RunRecord {
  const what = readReplayable(bundle);
  if (what.kind !== 'bundle') {
    const instead = what.kind === 'seed' ? 'a seed' : 'a scenario';
    throw new UsageError(`${bundle}: ${instead}; give the bundle of a failure`);
  }
  const parsed = runRecordSchema.safeParse(what.bundle.record);
  if (!parsed.success) throw new UsageError(`${bundle}: the record in it is of another version`);
  const record = parsed.data;
  const interrupted = record.steps.some(({ step }) => interruptOf(step) !== undefined);
  const left =
    (record.schedule === 'free' && 'it was not shrunk, so that its steps are not all there are') ||
    (interrupted && 'the explorer does not follow commands that are interrupted') ||
    (record.poolMode === 'pool' && 'the explorer does not follow pools in pool mode');
  if (left) throw new UsageError(`${bundle}: ${left}`);
  return record;
}

/** How the pair behaved that a bundle is of; undefined where as specified. */
function behaviourOf(target: string, bundle: string): string | undefined {
  const choice = choiceFrom(target);
  if (choice.target === 'sim') return choice.with;
  throw new UsageError(`${bundle}: of real clusters; say with --with how a pair behaves so`);
}

/** The commands and faults of a run, by name. */
const namesIn = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => {
    const request = requestOf(step);
    if (request.kind === 'commands') return request.commands.map(nameOf);
    return request.kind === 'fault' ? [nameOf(request.fault)] : [];
  });

/** Faults by name, each with its end. */
const withEnds = (names: readonly string[]): string[] => [
  ...names,
  ...strikeNames
    .filter((strike) => names.includes(strike))
    .flatMap((strike) => endOf(strike) ?? []),
];
