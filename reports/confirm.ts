import type { Confirmed } from '../conformance/explore/confirm.ts';
import { columns } from './columns.ts';
import { replayBundle } from './commands.ts';
import { durationText } from './duration.ts';
import { exits } from './exit.ts';
import { numberText } from './number.ts';
import { type Paint, plain } from './paint.ts';
import { trace } from './trace.ts';

/** What came of confirming a failure, for people. */
export function confirmedText(confirmed: Confirmed, paint: Paint = plain): string {
  const { job, states, took } = confirmed;
  const how = job.behaviour === undefined ? 'as specified' : `with ${job.behaviour.name}`;
  return [
    findingText(confirmed, paint),
    ...columns([
      ['', `${job.mode} mode, ${how}`],
      ['can happen', [...job.happenings].join(', ')],
      ['looked', `at ${numberText(states)} states, in ${durationText(took)}`],
    ]).map((line) => `  ${line}`),
    ...shownLines(confirmed, paint),
    '',
  ].join('\n');
}

function findingText({ job, finding }: Confirmed, paint: Paint): string {
  const { code, steps } = job;
  switch (finding.kind) {
    case 'shortest':
      return `${paint('good', `CONFIRMED  ${code}`)}  by ${steps.length} steps, and by no fewer`;
    case 'shorter':
      return `${paint('bad', `SHORTER  ${code}`)}  by ${finding.record.steps.length} steps, where the bundle has ${steps.length}`;
    case 'unseen':
      return (
        `${paint('unsure', `OPEN  ${code}`)}  the bundle has ${steps.length} steps; ` +
        'fewer break it within, and nothing is seen of it in this run'
      );
    case 'unwatched':
      return `${paint('unsure', `OPEN  ${code}`)}  what breaks in this run is not watched by the explorer`;
    case 'limit':
      return `${paint('unsure', `OPEN  ${code}`)}  the bundle has ${steps.length} steps, and none of ${finding.looked} or fewer break it; it came no further (--states)`;
  }
}

function shownLines({ finding }: Confirmed, paint: Paint): string[] {
  if (finding.kind !== 'shorter' && finding.kind !== 'unseen') return [];
  const saved = finding.kind === 'shorter' ? ['', `  replay  ${replayBundle(finding.bundle)}`] : [];
  return ['', trace(finding.record, paint), ...saved];
}

/** What it comes to: a shorter run is a failure to be the shortest; what is open decides nothing. */
export function confirmedExit({ finding }: Confirmed): number {
  if (finding.kind === 'shortest') return exits.pass;
  return finding.kind === 'shorter' ? exits.fail : exits.inconclusive;
}

/** The same as plain data. */
export const confirmedData = ({ job, finding, states, took }: Confirmed) => ({
  bundle: job.bundle,
  mode: job.mode,
  behaviour: job.behaviour?.name ?? null,
  promise: job.code,
  steps: job.steps.length,
  happenings: [...job.happenings],
  finding: finding.kind,
  ...(finding.kind === 'shorter' && { shorter: finding.bundle }),
  ...(finding.kind === 'limit' && { looked: finding.looked }),
  ...{ states, took },
});
