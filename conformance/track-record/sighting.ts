import type { Mode } from '../../model/site.ts';
import { placeIn } from '../../scenarios/scenario.ts';
import { type Bench, runGiven } from '../campaign/run.ts';
import type { RunRecord } from '../record.ts';
import { knownDeviations } from '../rejudge.ts';
import type { Target } from '../target.ts';
import type { Entry } from './entries.ts';
import { showsIn } from './symptom.ts';

/** What a scenario of the track record came to: `other` failed otherwise, or said nothing. */
export type Seen = 'reproduced' | 'not reproduced' | 'other';

/** One entry of the track record, run in one mode on one target. */
export interface Sighting {
  readonly entry: Entry;
  readonly mode: Mode;
  /** The target, by name. */
  readonly on: string;
  /** Whether this target is known to have the bug. */
  readonly expected: boolean;
  readonly seen: Seen;
  /** Whether that is what is known. */
  readonly asKnown: boolean;
  /** How many runs it took; a bug that shows ends them. */
  readonly tries: number;
  /** The run that decided. */
  readonly record: RunRecord;
}

/** Which run to do, how often at most, and whether the target is known to have the bug. */
export interface Look {
  readonly entry: Entry;
  readonly mode: Mode;
  readonly target: Target;
  readonly expected: boolean;
  readonly repeat: number;
}

/**
 * Runs an entry until it shows its bug, or as often as it may. A failure is the bug if the deviation
 * by itself explains it; a symptom is told by what the record shows. Of several runs that do not show it, one that failed otherwise decides.
 */
export async function look(asked: Look, bench: Omit<Bench, 'target'>): Promise<Sighting> {
  const { entry, mode, target, expected, repeat } = asked;
  const { scenario, bug } = entry;
  let decided: Pick<Sighting, 'seen' | 'record'> | undefined;
  let tries = 0;
  while (tries < repeat && decided?.seen !== 'reproduced') {
    const seed = `bug-${mode}-${bug.name}.${tries}`;
    const place = placeIn(scenario);
    const given = { name: scenario.name, steps: scenario.steps, mode, seed, ...place };
    const record = await runGiven({ ...given, schedule: 'explicit' }, { ...bench, target });
    const seen = seenIn(record, entry);
    tries += 1;
    if (decided === undefined || seen !== 'not reproduced') decided = { seen, record };
  }
  if (decided === undefined) throw new RangeError('an entry is run at least once');
  const asKnown = decided.seen === (expected ? 'reproduced' : 'not reproduced');
  return { entry, mode, on: target.name, expected, asKnown, tries, ...decided };
}

function seenIn(record: RunRecord, entry: Entry): Seen {
  const { verdict } = record;
  if (verdict.kind === 'inconclusive') return 'other';
  if (entry.kind === 'symptom') {
    // What it comes of is known, and fails the run or not.
    if (verdict.kind === 'fail' && verdict.known === undefined) return 'other';
    return showsIn(record, entry.bug) ? 'reproduced' : 'not reproduced';
  }
  if (verdict.kind === 'pass') return 'not reproduced';
  if (knownDeviations(record, [entry.bug]).length > 0) return 'reproduced';
  // Another deviation that the target is known for was quicker: of this one the run says nothing.
  return verdict.known === undefined ? 'other' : 'not reproduced';
}
