import type { RunRecord } from '../conformance/record.ts';
import { columns } from './columns.ts';
import { isFault } from './step-text.ts';

type Counts = Record<string, number>;

/** What really happened in all runs together: the realised mix. */
export class Mix {
  /** Commands by name, and by what they came to. */
  readonly steps: Record<string, Counts> = {};
  /** Faults, and their ends, by name. */
  readonly faults: Counts = {};
  /** What the daemons did, where the target can tell. */
  readonly daemons: Counts = {};
  readonly writes = { acknowledged: 0, lost: 0, discarded: 0 };

  /** Counts what happened in one more run. */
  add(record: RunRecord): void {
    for (const { step, answer, daemons } of record.steps) {
      for (const done of daemons) count(this.daemons, done.slice(0, -2));
      if (isFault(step)) count(this.faults, step.do);
      else if (answer !== undefined) {
        const name = step.do === 'promote' && step.force ? 'promote --force' : step.do;
        this.steps[name] ??= {};
        count(this.steps[name], answer);
      }
    }
    this.writes.acknowledged += record.writes.acknowledged;
    this.writes.lost += record.writes.lost;
    this.writes.discarded += record.writes.discarded;
  }

  /** The mix for people to read. */
  text(): string {
    const { acknowledged, lost, discarded } = this.writes;
    const steps = inOrder(this.steps).map(([name, outcomes]) => [name, countsText(outcomes)]);
    return columns([
      ...steps,
      ['faults', countsText(this.faults) || 'none'],
      ['writes', `${acknowledged} acknowledged, ${lost} lost, ${discarded} discarded`],
    ])
      .map((line) => `  ${line}`)
      .join('\n');
  }
}

function count(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

const inOrder = <Value>(named: Record<string, Value>): [string, Value][] =>
  Object.entries(named).sort(([one], [other]) => (one < other ? -1 : 1));

/** The most frequent first. */
const countsText = (counts: Counts): string =>
  inOrder(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([name, times]) => `${name} ${times}`)
    .join(', ');
