import { setTimeout as delay } from 'node:timers/promises';
import { LabError, messageOf } from './error.ts';

/** What is waited for, and how long. Times in milliseconds. */
export interface Waiting {
  /** What is waited for, as the error names it: "the OSD of site a to be active". */
  readonly what: string;
  readonly where: string;
  readonly deadline: number;
  readonly interval?: number;
}

/**
 * Looks again and again until `look` returns something other than undefined, and returns that. A
 * look that throws counts as not there yet. Throws LabError past the deadline, with the last
 * reason.
 */
export const until = async <Found>(
  { what, where, deadline, interval = 50 }: Waiting,
  look: () => Found | undefined | Promise<Found | undefined>,
): Promise<Found> => {
  const end = performance.now() + deadline;
  let reason: unknown;
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined) return found;
      reason = undefined;
    } catch (thrown) {
      reason = thrown;
    }
    if (performance.now() > end) {
      const seen = reason === undefined ? '' : `: ${messageOf(reason)}`;
      const mend = 'read the log files there; a busy machine may need another try';
      throw new LabError(`waited ${deadline / 1000} s for ${what}${seen}`, where, mend);
    }
    await delay(interval);
  }
};
