import type { CourseMoment } from '../../../conformance/course/course.ts';
import type { SiteSituation } from '../../../conformance/course/situation.ts';
import { stepText } from '../../step-text.ts';

type Stage = SiteSituation['replayer'];

/** How far a replayer has come, in words. */
export const stageWords: Readonly<Record<Stage, string>> = {
  none: 'none',
  primary: 'none: primary',
  creating: 'making the copy',
  'first-copy': 'first copy',
  idle: 'replaying',
  behind: 'behind',
  'half-way': 'syncing, in part',
  stopped: 'stopped',
  'broken-off': 'stopped mid-sync',
  orphan: 'stopped: demoted',
  'split-brain': 'split-brain',
  'resync-asked': 'resync asked',
};

/** A moment as a line: `promote b --force`, or what a daemon did, `b sync-done`. */
export const momentText = (moment: CourseMoment): string =>
  moment.kind === 'step' ? stepText(moment.do) : moment.event.split('.').reverse().join(' ');

/** Milliseconds for people: `850 ms`, `2.4 s`, `3 min 05 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** A number and what it counts: `1 write`, `2 writes`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Writes by their numbers: `write 1`, `writes 1 2`. */
export const writesText = (writes: readonly number[]): string =>
  writes.length === 0
    ? 'no writes'
    : `${writes.length === 1 ? 'write' : 'writes'} ${writes.join(' ')}`;

/** Mirror snapshots, oldest first: `1 2`, one that came in part as `3…`. */
export const snapshotsText = ({ snapshots = [] }: SiteSituation): string =>
  snapshots
    .map(({ number, kind, complete }) => {
      if (kind === 'orphan') return 'orphan';
      return `${number}${kind.endsWith('demoted') ? 'd' : ''}${complete ? '' : '…'}`;
    })
    .join(' ');

/** What a copy has still to take: journal entries, or mirror snapshots. */
export const behindText = ({ behind, snapshots }: SiteSituation): string =>
  snapshots === undefined
    ? counted(behind, 'journal entry', 'journal entries')
    : counted(behind, 'mirror snapshot');
