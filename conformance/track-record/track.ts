import type { Mode } from '../../model/site.ts';
import { Models } from '../campaign/models.ts';
import type { ModeName } from '../campaign/options.ts';
import { type Say, type TargetChoice, withTarget } from '../campaign/target.ts';
import { UsageError } from '../campaign/usage.ts';
import type { Target } from '../target.ts';
import { simTarget } from '../targets/sim.ts';
import { simWithCauseOf } from './cause.ts';
import type { Entry } from './entries.ts';
import { type Look, look, type Sighting } from './sighting.ts';

/** What users can say about `bugs`. */
export interface BugsFlags extends TargetChoice {
  readonly mode: ModeName;
  readonly repeat: number;
  readonly json?: true;
}

/** Which entries of the track record to run, and on what. */
export interface TrackJob {
  readonly entries: readonly Entry[];
  readonly modes: readonly Mode[];
  readonly choice: TargetChoice;
  /** How often each is run at most. */
  readonly repeat: number;
}

/** What was seen of the track record. */
export interface Tracked {
  readonly sightings: readonly Sighting[];
  /** Why it ended before all was run; undefined if it did not. */
  readonly cause?: Error;
}

/**
 * Runs the track record on a target that is opened for this: on the simulated pair each entry with
 * its deviation and without, on real clusters as they are. An interruption ends it with what was
 * seen until then. Rejects where the target cannot be opened, or breaks down.
 */
export const track = (job: TrackJob, say: Say): Promise<Tracked> =>
  withTarget(job.choice, say, async (target, signal) => {
    const sightings: Sighting[] = [];
    const all = [...looks(job, target)];
    if (all.length === 0) throw new UsageError(`none of these is for ${job.modes.join()} mode`);
    for (const asked of all) {
      const { name } = asked.entry.bug;
      const onStep = (index: number, of: number) => say(`${name}, step ${index + 1} of ${of}`);
      try {
        sightings.push(await look(asked, { models: new Models(), signal, onStep }));
      } catch (error) {
        if (!signal.aborted) throw error;
        const cause = signal.reason instanceof Error ? signal.reason : new Error('interrupted');
        return { sightings, cause };
      }
    }
    return { sightings };
  });

/** Every run that is asked for. */
export function* looks(job: Omit<TrackJob, 'choice'>, target: Target): Generator<Look> {
  const { entries, modes, repeat } = job;
  for (const entry of entries) {
    for (const mode of modes.filter((wanted) => entry.scenario.modes.includes(wanted))) {
      const asked = { entry, mode, repeat };
      if (target.whiteBox) yield* looksAtSim(asked, target);
      else yield { ...asked, target, expected: has(target, entry) };
    }
  }
}

/** The simulated pair is asked with the bug, and without. A symptom that comes of nothing it cannot have. */
function* looksAtSim(asked: Omit<Look, 'target' | 'expected'>, target: Target): Generator<Look> {
  const { entry } = asked;
  const pair = entry.kind === 'deviation' ? simTarget(entry.bug) : simWithCauseOf(entry.bug);
  if (pair === undefined) return;
  yield { ...asked, target: pair, expected: true };
  yield { ...asked, target, expected: false };
}

const has = (target: Target, { kind, bug }: Entry): boolean =>
  kind === 'deviation' ? target.deviations.includes(bug) : target.symptoms.includes(bug);
