import type { Command } from '../../model/events.ts';
import type { Site } from '../../model/site.ts';

/** What has been done so far, by commands that reported success, and what was tried in vain. */
export type Deeds = {
  /** The last promotion or demotion that succeeded, or may have, and where. */
  readonly last?: { readonly command: Command; readonly site: Site };
  /** The sites at which a resync was asked for. */
  readonly resyncs: readonly Site[];
  /** The commands that failed, or were interrupted, and have not succeeded since. */
  readonly failed: readonly Command[];
  /** The sites at which one of them was given again, and no other command has succeeded since. */
  readonly repeated: readonly Site[];
  /** Whether a fault struck, or a client was killed or killed itself, or waits without end. */
  readonly disturbed: boolean;
};

/** Nothing was done yet. */
export const noDeeds: Deeds = {
  resyncs: [],
  failed: [],
  repeated: [],
  disturbed: false,
};

/** What has been done once a command has ended in `answer` as well. */
export function afterCommand(deeds: Deeds, command: Command, site: Site, answer: string): Deeds {
  const known = deeds.failed.includes(command);
  const others = deeds.failed.filter((failed) => failed !== command);
  const elsewhere = deeds.repeated.filter((repeated) => repeated !== site);
  const failed = answer === 'ok' ? others : [...others, command];
  const repeated = known ? [...elsewhere, site] : answer === 'ok' ? elsewhere : deeds.repeated;
  const disturbed = deeds.disturbed || /^(HANG|CRASH|INTERRUPTED)$/.test(answer);
  const tried = { ...deeds, failed, repeated, disturbed };
  if (answer !== 'ok' && answer !== 'INTERRUPTED') return tried;
  if (command.startsWith('promote') || command.startsWith('demote')) {
    return { ...tried, last: { command, site } };
  }
  return command === `resync.${site}` ? { ...tried, resyncs: [...deeds.resyncs, site] } : tried;
}
