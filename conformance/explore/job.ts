import { type CommandName, commandNames } from '../../model/events.ts';
import { endOf, type FaultName, strikeNames } from '../../model/fault-ends.ts';
import { type PromiseCode, promiseCodes } from '../../model/promises.ts';
import type { Mode } from '../../model/site.ts';
import type { Bound } from '../../sim/explorer/bound.ts';
import { type ModeName, modesOf } from '../campaign/options.ts';
import { UsageError } from '../campaign/usage.ts';
import { type Behaviour, behaviourNamed } from '../campaign/variants.ts';

/** What users can say about `explore`. */
export interface ExploreFlags {
  readonly mode: ModeName;
  readonly events: number;
  readonly writes: number;
  readonly atOnce: number;
  readonly faults: readonly FaultName[];
  readonly commands: readonly CommandName[];
  readonly promise?: readonly PromiseCode[];
  readonly depth?: number;
  readonly states: number;
  /** Milliseconds. */
  readonly time?: number;
  readonly workers: number;
  readonly with?: string;
  readonly out: string;
  readonly continue?: true;
  /** The bundle of a failure that is to be confirmed. */
  readonly confirm?: string;
  readonly json?: true;
}

/** What to explore in one mode, and where to leave what is found. */
export interface ExploreJob {
  readonly mode: Mode;
  readonly bound: Bound;
  readonly commands: readonly CommandName[];
  readonly faults: readonly FaultName[];
  /** The promises that are watched over. */
  readonly promises: readonly PromiseCode[];
  readonly depth: number;
  readonly states: number;
  readonly time: number;
  /** How many threads explore at once. */
  readonly workers: number;
  /** How the pair behaves otherwise than specified, if it does. */
  readonly behaviour?: Behaviour;
  readonly out: string;
  /** The version of splitbrain. */
  readonly splitbrain: string;
  /** Whether it goes on from where one stood that was interrupted. */
  readonly goesOn: boolean;
}

/** The commands of a failover and of what comes before and after it. */
export const usualCommands: readonly CommandName[] = [
  ...(['create', 'remove', 'enable', 'disable', 'write', 'snapshot'] as const),
  ...(['promote', 'promote-force', 'demote', 'resync'] as const),
];

/** The faults that most of what is known needs. */
export const usualFaults: readonly FaultName[] = ['cut', 'stop-daemon'];

/** What was asked for, a job for each mode. @throws UsageError for a behaviour that is not known. */
export function exploreJobs(flags: ExploreFlags, splitbrain: string): readonly ExploreJob[] {
  const { events, writes, atOnce, faults, commands, promise, depth, states, time } = flags;
  const { workers, out } = flags;
  const behaviour = flags.with === undefined ? {} : { behaviour: behaviourNamed(flags.with) };
  return modesOf(flags.mode).map((mode) => ({
    mode,
    bound: { events, writes, faults: faults.length === 0 ? 0 : atOnce },
    commands,
    faults,
    promises: promise ?? promiseCodes,
    depth: depth ?? Number.POSITIVE_INFINITY,
    states,
    workers,
    time: time ?? Number.POSITIVE_INFINITY,
    ...behaviour,
    ...{ out, splitbrain, goesOn: flags.continue === true },
  }));
}

/** The names of all that a job lets happen from outside: a fault comes with its end. */
export const happenings = ({ commands, faults }: ExploreJob): ReadonlySet<string> =>
  new Set([...commands, ...faults, ...faults.flatMap((name) => endOf(name) ?? [])]);

/** Reads names, by commas; `none` for none at all. @throws UsageError naming those there are. */
const namesOf =
  <Name extends string>(what: string, known: readonly Name[]) =>
  (text: string): readonly Name[] =>
    text === 'none' ? [] : text.split(',').map((one) => nameOf(what, known, one.trim()));

function nameOf<Name extends string>(what: string, known: readonly Name[], text: string): Name {
  const name = known.find((one) => one === text);
  if (name !== undefined) return name;
  throw new UsageError(`no ${what} "${text}"; choose of ${known.join(', ')}`);
}

/** Reads faults by name. */
export const parseFaults = namesOf('fault', strikeNames);

/** Reads commands by name. */
export const parseCommands = namesOf('command', commandNames);

/** Reads the codes of promises. */
export const parsePromises = namesOf('promise', promiseCodes);
