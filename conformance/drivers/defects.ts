import type { Mode } from '../../model/site.ts';
import { modesOf } from '../campaign/options.ts';
import type { Say } from '../campaign/target.ts';
import type { BugsFlags } from '../track-record/track.ts';
import { driverCommand } from './choice.ts';
import { type KnownDefect, knownDefects } from './known.ts';
import { openBenches } from './open.ts';
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
  signal: AbortSignal,
): Promise<readonly DefectSighting[]> {
  const seen: DefectSighting[] = [];
  // Which of two is faster is for a seed to say: on simulated clusters another one costs nothing.
  const most = flags.target === 'sim' ? Math.max(flags.repeat, simTries) : flags.repeat;
  const own = flags.driver === 'cinder';
  const all = Map.groupBy(knownDefects(undefined, names), ({ bug }) =>
    own ? bug.driver : flags.driver,
  );
  for (const [driver, defects] of all) {
    const modes = modesOf(flags.mode);
    const asked = {
      program: driverCommand(driver, flags.cinderPath),
      choice: flags,
      modes,
      lanes: 1,
    };
    const opened = await openBenches(asked, say, signal);
    try {
      for (const [mode, [bench]] of opened.benches) {
        for (const defect of defects.filter(({ scenario }) => scenario.modes.includes(mode))) {
          if (bench === undefined || signal.aborted) break;
          for (let tries = 1; ; tries += 1) {
            const { steps } = defect.scenario;
            const onStep = (index: number) =>
              say(`${defect.name}, step ${index + 1} of ${steps.length}`);
            const seed = `${defect.name}-${tries}`;
            const record = await bench.run({ name: defect.name, steps, mode, seed, onStep });
            const shown = shows(record, defect.bug.finding);
            if (!shown && tries < most) continue;
            seen.push({ defect, mode, driver, target: record.target, shown, tries, record });
            break;
          }
        }
      }
    } finally {
      await opened.close();
    }
  }
  return seen;
}
