import { CampaignScreen } from '../../reports/campaign-screen.ts';
import { noteOf } from '../../reports/exit.ts';
import { Screen } from '../../reports/screen.ts';
import { conduct } from '../campaign/conduct.ts';
import { Interrupted } from '../campaign/interrupt.ts';
import type { AskedFor } from '../campaign/jobs.ts';
import type { Places } from '../campaign/places.ts';
import { nameOf } from '../campaign/target.ts';
import { CourseReader } from '../course/reader.ts';
import type { SummaryData } from '../output/summary.ts';
import { tellGitHub } from './github.ts';
import { goOnCommand, seededCommand } from './go-on.ts';
import { debug, version } from './settings.ts';
import { writeReport } from './write-report.ts';

/**
 * Conducts a campaign on the screen; returns the exit code that it comes to. `again` is the command that does
 * one anew which cannot be gone on with.
 */
export async function campaign(
  { job, extent, asked, places }: AskedFor,
  json: boolean,
  again?: string,
) {
  const { command, choice, modes, seed, strict, shard } = job;
  const screen = new Screen(json);
  const heading = { splitbrain: version, command, target: nameOf(choice), modes, seed, asked };
  const view = new CampaignScreen({
    ...{ ...heading, ...extent, ...(shard && { shard }) },
    ...{ screen, each: command === 'run', strict, goOn: again ?? goOnCommand(seed) },
    courseOf: new CourseReader().of,
  });
  try {
    const end = await conduct({ ...job, splitbrain: version }, view);
    await leaveResults(end, view, {
      screen,
      out: job.out,
      made: again ?? seededCommand(seed),
      places,
    });
    return view.exit(end);
  } finally {
    screen.end();
  }
}

/** Where results are left, and how they are told. */
interface Leaving {
  readonly screen: Screen;
  readonly out: string;
  /** The command that made them, where one did. */
  readonly made?: string;
  readonly places?: Places | undefined;
}

/** What is left once a campaign is over, whatever its runs were runs of: its report, and what GitHub is told. */
export async function leaveResults(
  { cause }: { readonly cause?: Error },
  view: { readonly data?: SummaryData | undefined; stage(text: string): void },
  { screen, out, made, places }: Leaving,
): Promise<void> {
  noteCause(screen, cause);
  view.stage('writing report.html');
  await writeReport(out, made);
  if (view.data) tellGitHub(view.data, screen, places);
}

/** Tells why a campaign ended before its time, unless a user had it end. */
export function noteCause(screen: Screen, cause: Error | undefined): void {
  if (cause && !(cause instanceof Interrupted)) screen.note(noteOf(cause, debug).message);
}
