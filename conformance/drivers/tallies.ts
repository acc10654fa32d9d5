import { endOf, strikeNames } from '../../model/fault-ends.ts';
import { faultStepOf } from '../../scenarios/volumes/amid.ts';
import { drivenWrites } from '../course/driven-writes.ts';
import { type Counts, count, type Totals } from '../mix/totals.ts';
import type { DriverRecord } from './record.ts';

const faults: ReadonlySet<string> = new Set(
  strikeNames.flatMap((name) => [name, endOf(name) ?? name]),
);

/** Counts what happened in runs with a driver, run by run: what was asked for, and what it came to. */
export class DriverTallies implements Totals {
  runs = 0;
  readonly commands: Record<string, Counts> = {};
  readonly faults: Counts = {};
  readonly daemons: Counts = {};
  readonly writes = { acknowledged: 0, lost: 0, discarded: 0 };

  /** Counts what happened in one more run. */
  add(record: DriverRecord): void {
    this.runs += 1;
    for (const { step, struck, answer } of record.steps) {
      const fault = struck && faultStepOf(struck.strikes);
      if (fault !== undefined) count(this.faults, fault.do);
      if (faults.has(step.do)) {
        count(this.faults, step.do);
        continue;
      }
      this.commands[step.do] ??= {};
      count(this.commands[step.do] ?? {}, answer);
    }
    const { acknowledged, lost, discarded } = drivenWrites(record);
    this.writes.acknowledged += acknowledged;
    this.writes.lost += lost;
    this.writes.discarded += discarded;
  }
}
