import { nameOf } from '../../model/events.ts';
import { requestOf } from '../../scenarios/events.ts';
import type { RunRecord, WriteCounts } from '../record.ts';

/** How often something happened, by its name. */
export type Counts = Record<string, number>;

/** What happened in many runs, all in all, whatever it met. */
export interface Totals {
  readonly runs: number;
  /** Commands by name, and by what they came to. */
  readonly commands: Readonly<Record<string, Counts>>;
  /** Faults, and their ends, by name. */
  readonly faults: Counts;
  /** What the daemons did, by name, where the target can tell. */
  readonly daemons: Counts;
  readonly writes: WriteCounts;
}

/** Counts what happened, run by run. */
export class Tallies implements Totals {
  runs = 0;
  readonly commands: Record<string, Counts> = {};
  readonly faults: Counts = {};
  readonly daemons: Counts = {};
  readonly writes = { acknowledged: 0, lost: 0, discarded: 0 };

  /** Counts what happened in one more run. */
  add({ steps, writes }: RunRecord): void {
    this.runs += 1;
    for (const { step, answer, daemons } of steps) {
      for (const done of daemons) count(this.daemons, nameOf(done));
      const request = requestOf(step);
      if (request.kind === 'fault') count(this.faults, nameOf(request.fault));
      if (request.kind !== 'commands' || answer === undefined) continue;
      for (const command of request.commands) {
        this.commands[nameOf(command)] ??= {};
        count(this.commands[nameOf(command)] ?? {}, answer);
      }
    }
    this.writes.acknowledged += writes.acknowledged;
    this.writes.lost += writes.lost;
    this.writes.discarded += writes.discarded;
  }
}

/** Counts one more of a name. */
export function count(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
