import type { Mode } from '../../model/site.ts';
import { modesOf } from '../campaign/options.ts';
import type { Say } from '../campaign/target.ts';
import type { BugsFlags } from '../track-record/track.ts';
import type { DriverBench } from './bench.ts';
import { driverCommand } from './choice.ts';
import { type KnownDefect, knownDefects } from './known.ts';
import { withBenches } from './open.ts';
import type { DriverRecord } from './record.ts';
import { shows } from './shrink.ts';

/** How often a defect is looked for on simulated clusters. */
const simTries = 20;

/** What users can say about the known defects of drivers. */
export interface DefectsFlags extends BugsFlags {
  readonly driver: string;
  readonly cinderPath?: string;
}

/** Whether a known defect showed. */
export interface DefectSighting {
  readonly defect: KnownDefect;
  readonly mode: Mode;
  /** What ran: the driver that has the defect, or another one that was asked about. */
  readonly driver: string;
  readonly target: string;
  readonly shown: boolean;
  readonly tries: number;
  readonly record: DriverRecord;
}

/**
 * Runs the known defects of drivers: with `cinder` those of Cinder's own, each under the driver that has it; with
 * any other driver all of them, under that one.
 */
export async function trackDefects(
  names: readonly string[],
  flags: DefectsFlags,
  say: Say,
): Promise<readonly DefectSighting[]> {
  const own = flags.driver === 'cinder';
  const groups = Map.groupBy(knownDefects(undefined, names), ({ bug }) =>
    own ? bug.driver : flags.driver,
  );
  const seen: DefectSighting[] = [];
  for (const [driver, defects] of groups) {
    const program = driverCommand(driver, flags.cinderPath);
    const asked = { program, choice: flags, modes: modesOf(flags.mode), lanes: 1 };
    await withBenches(asked, say, async (benches, signal) => {
      for (const look of looks(defects, benches)) {
        signal.throwIfAborted();
        seen.push({ driver, ...(await lookFor(look, mostTries(flags), say)) });
      }
    });
  }
  return seen;
}

/** Which of two is faster is for a seed to say: on simulated clusters another one costs nothing. */
const mostTries = ({ target, repeat }: DefectsFlags): number =>
  target === 'sim' ? Math.max(repeat, simTries) : repeat;

type Look = { readonly defect: KnownDefect; readonly mode: Mode; readonly bench: DriverBench };

function* looks(
  defects: readonly KnownDefect[],
  benches: ReadonlyMap<Mode, readonly DriverBench[]>,
): Generator<Look> {
  for (const [mode, [bench]] of benches) {
    for (const defect of defects) {
      if (bench !== undefined && defect.scenario.modes.includes(mode))
        yield { defect, mode, bench };
    }
  }
}

/** Runs a defect's scenario until it shows, or has been tried so often. */
async function lookFor({ defect, mode, bench }: Look, most: number, say: Say) {
  const { name, scenario, bug } = defect;
  const { steps } = scenario;
  const onStep = (index: number) => say(`${name}, step ${index + 1} of ${steps.length}`);
  for (let tries = 1; ; tries += 1) {
    const record = await bench.run({ name, steps, mode, seed: `${name}-${tries}`, onStep });
    const shown = shows(record, bug.finding);
    if (shown || tries >= most)
      return { defect, mode, target: record.target, shown, tries, record };
  }
}
