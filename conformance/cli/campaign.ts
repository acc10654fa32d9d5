import { CampaignScreen } from '../../reports/campaign-screen.ts';
import { commandLine } from '../../reports/commands.ts';
import { noteOf } from '../../reports/exit.ts';
import { Screen } from '../../reports/screen.ts';
import { conduct } from '../campaign/conduct.ts';
import { Interrupted } from '../campaign/interrupt.ts';
import type { AskedFor } from '../campaign/jobs.ts';
import { nameOf } from '../campaign/target.ts';
import { CourseReader } from '../course/reader.ts';
import type { RunRecord } from '../record.ts';
import { debug, version } from './settings.ts';

/**
 * Conducts a campaign on the screen; returns the exit code that it comes to. `again` is the command that does
 * one anew which cannot be gone on with.
 */
export async function campaign(
  { job, extent }: AskedFor,
  json: boolean,
  again?: string,
): Promise<number> {
  const { command, choice, modes, seed, strict } = job;
  const screen = new Screen(json);
  const given = process.argv.slice(2);
  const missing = [
    ...(given.includes('--seed') ? [] : ['--seed', seed]),
    ...(given.includes('--continue') ? [] : ['--continue']),
  ];
  const goOn = again ?? commandLine([...given, ...missing]);
  const heading = { splitbrain: version, command, target: nameOf(choice), modes, seed };
  const each = command === 'run';
  const reader = new CourseReader();
  const courseOf = (record: RunRecord) => reader.of(record);
  const shown = { ...heading, ...extent, screen, each, strict, goOn, courseOf };
  const view = new CampaignScreen(shown);
  try {
    const end = await conduct({ ...job, splitbrain: version }, view);
    const { cause } = end;
    if (cause && !(cause instanceof Interrupted)) screen.note(noteOf(cause, debug).message);
    return view.exit(end);
  } finally {
    screen.end();
  }
}
