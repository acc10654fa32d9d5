import { durationText } from './duration.ts';
import { type Tally, tallyText, total } from './tally.ts';

/** How far a command has come. */
export interface Standing {
  readonly tally: Tally;
  /** How many runs were there when the clock started: done by an earlier, interrupted command. */
  readonly earlier: number;
  /** How many runs there will be, where that is known. */
  readonly runs?: number;
  /** Milliseconds since it began. */
  readonly elapsed: number;
  /** Milliseconds that it may take, where that is given. */
  readonly time?: number;
  /** What is being done right now, where that takes long. */
  readonly now?: string;
}

/** How far a command has come, on one line: counts, rate, time gone and time left. */
export function progressLine(standing: Standing): string {
  const { tally, runs, elapsed, now } = standing;
  const done = total(tally);
  const left = timeLeft(standing);
  return [
    runs === undefined ? `${done} scenarios` : `${done} of ${runs} scenarios`,
    tallyText(tally),
    rateText((done - standing.earlier) / (elapsed / 1000)),
    durationText(elapsed) + (left === undefined ? '' : `, ${durationText(left)} left`),
    ...(now === undefined ? [] : [now]),
  ].join(' · ');
}

/** How many runs in how much time. */
export function rateText(perSecond: number): string {
  if (!Number.isFinite(perSecond) || perSecond <= 0) return '0/s';
  return perSecond >= 1 ? `${Math.round(perSecond)}/s` : `${(perSecond * 60).toFixed(1)}/min`;
}

/** Milliseconds left until the runs are done or the time is over, whichever comes first. */
function timeLeft({ tally, earlier, runs, elapsed, time }: Standing): number | undefined {
  const done = total(tally) - earlier;
  const byRuns = runs === undefined || done === 0 ? [] : [((runs - total(tally)) * elapsed) / done];
  const byTime = time === undefined ? [] : [time - elapsed];
  const all = [...byRuns, ...byTime];
  return all.length === 0 ? undefined : Math.max(0, Math.min(...all));
}
