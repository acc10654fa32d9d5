import { CampaignScreen } from '../../reports/campaign-screen.ts';
import { noteOf } from '../../reports/exit.ts';
import { Screen } from '../../reports/screen.ts';
import { conduct } from '../campaign/conduct.ts';
import { Interrupted } from '../campaign/interrupt.ts';
import type { AskedFor } from '../campaign/jobs.ts';
import { nameOf } from '../campaign/target.ts';
import { tellGitHub } from './github.ts';
import { goOnCommand } from './go-on.ts';
import { debug, version } from './settings.ts';

/** Conducts a campaign on the screen; returns the exit code that it comes to. */
export async function campaign({ job, extent, asked, places }: AskedFor, json: boolean) {
  const { command, choice, modes, seed, strict, shard } = job;
  const screen = new Screen(json);
  const heading = { splitbrain: version, command, target: nameOf(choice), modes, seed, asked };
  const view = new CampaignScreen({
    ...{ ...heading, ...extent, ...(shard && { shard }) },
    ...{ screen, each: command === 'run', strict, goOn: goOnCommand(seed) },
  });
  try {
    const end = await conduct({ ...job, splitbrain: version }, view);
    noteCause(screen, end.cause);
    if (view.data) tellGitHub(view.data, screen, places);
    return view.exit(end);
  } finally {
    screen.end();
  }
}

/** Tells why a campaign ended before its time, unless a user had it end. */
export function noteCause(screen: Screen, cause: Error | undefined): void {
  if (cause && !(cause instanceof Interrupted)) screen.note(noteOf(cause, debug).message);
}
