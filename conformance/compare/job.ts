import type { Extent } from '../campaign/jobs.ts';
import { defaultsFor, type ModeName, modesOf } from '../campaign/options.ts';
import { nameOf, parseTarget, type TargetChoice } from '../campaign/target.ts';
import { UsageError } from '../campaign/usage.ts';
import { defaultFolder } from '../lab/layout.ts';
import type { ReleaseName } from '../lab/release.ts';
import type { CompareJob } from './conduct.ts';
import { givensOf, namedGivens } from './givens.ts';

/** What users can say about `compare`. */
export interface CompareFlags {
  /** The two targets, each in one word. */
  readonly target?: readonly string[];
  readonly mode: ModeName;
  readonly seed: string;
  readonly from: number;
  readonly runs?: number;
  /** Milliseconds. */
  readonly time?: number;
  readonly out: string;
  readonly maxFailures: number;
  readonly shrink?: number;
  readonly strict?: true;
  readonly lab?: string;
  /** Labs at once; for comparisons under a driver. */
  readonly labs?: number;
  readonly ceph?: ReleaseName;
  readonly json?: true;
}

/** A comparison as it was asked for. */
export interface AskedComparison {
  readonly job: Omit<CompareJob, 'splitbrain'>;
  readonly extent: Extent;
}

/** The comparison that the words and flags ask for; without words, of generated scenarios. */
export function compareJob(texts: readonly string[], flags: CompareFlags): AskedComparison {
  const { seed, from, time, out, maxFailures } = flags;
  if (flags.labs !== undefined) throw new UsageError('--labs is for a comparison with --driver');
  const choices = choicesOf(flags);
  const modes = modesOf(flags.mode);
  const usual = defaultsFor[choices.some(({ target }) => target === 'ceph') ? 'ceph' : 'sim'];
  const each = flags.runs ?? (time === undefined ? usual.runs : undefined);
  const named = texts.length === 0 ? undefined : namedGivens(texts, modes);
  if (named?.length === 0) throw new UsageError(`none of these is for ${flags.mode} mode`);
  const plan = { seed, modes, from, ...(each !== undefined && { runs: from + each }) };
  const began = performance.now();
  const runs = named?.length ?? (each === undefined ? undefined : each * modes.length);
  const job = {
    ...{ choices, modes, seed, out, maxFailures },
    target: choices.map(nameOf).join(' and '),
    strict: flags.strict === true,
    shrink: flags.shrink ?? usual.shrink,
    givens: named ?? givensOf(plan),
    over: () => time !== undefined && performance.now() - began >= time,
  };
  return {
    job,
    extent: { ...(runs !== undefined && { runs }), ...(time !== undefined && { time }) },
  };
}

/** The two targets that the flags name; the simulated pair and real clusters, if none are. */
function choicesOf(flags: CompareFlags): readonly [TargetChoice, TargetChoice] {
  const [one, other, ...more] = (flags.target ?? ['sim', 'ceph']).map(parseTarget);
  if (one === undefined || other === undefined || more.length > 0) {
    throw new UsageError('give two targets: --target sim --target ceph');
  }
  const real = [one, other].filter(({ target }) => target === 'ceph');
  const placed = (choice: TargetChoice): TargetChoice => {
    if (choice.target !== 'ceph') return choice;
    const ceph = choice.ceph ?? flags.ceph;
    const lab = real.length < 2 ? flags.lab : `${flags.lab ?? defaultFolder()}-${ceph ?? 'ceph'}`;
    return { ...choice, lab, ceph };
  };
  const choices = [placed(one), placed(other)] as const;
  if (nameOf(choices[0]) === nameOf(choices[1])) {
    const name = nameOf(choices[0]);
    throw new UsageError(
      `both targets are ${name}; write sim:NAME or ceph:RELEASE for one of them`,
    );
  }
  return choices;
}
