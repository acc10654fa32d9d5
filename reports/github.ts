import type { Places } from '../conformance/campaign/places.ts';
import type { FailureData, SummaryData } from '../conformance/output/summary.ts';
import { durationText } from './duration.ts';
import { numberText } from './number.ts';
import { countWords, tallyText } from './tally.ts';

type Place = ReturnType<Places>;

/** What an annotation is about. */
type Level = 'error' | 'warning';

/**
 * Workflow commands of GitHub Actions that annotate a run: an error for each kind of failure, flaky ones
 * included; a warning for each reason why runs were inconclusive.
 */
export const annotations = (data: SummaryData, places: Places = () => undefined): string[] => [
  ...data.failures
    .filter(({ known }) => known === undefined || data.strict)
    .map((failure) =>
      annotation('error', titleOf(failure), saidOf(failure), placeIn(failure, places)),
    ),
  ...data.inconclusiveBecause.map(({ reason, count, seed }) =>
    annotation('warning', 'inconclusive', `${count} x ${reason} (${seed})`),
  ),
];

const titleOf = ({ code, mode, flaky }: FailureData): string =>
  `${flaky ? countWords.flaky : countWords.fail} ${code} (${mode})`;

const saidOf = ({ claim, seen, seeds, replay, wholeRun }: FailureData): string =>
  [claim, `seen: ${seen}`, `seed: ${seeds[0]}`, replay ?? wholeRun ?? ''].join('\n').trimEnd();

/** The step in which a failure showed is the last of its run. */
const placeIn = ({ scenario, steps }: FailureData, places: Places) =>
  places(scenario, steps.length - 1);

/** One workflow command, escaped as actions/toolkit does (packages/core/src/command.ts). */
export function annotation(level: Level, title: string, text: string, place?: Place): string {
  const properties = { ...place, title };
  const told = Object.entries(properties).map(([name, value]) => `${name}=${property(`${value}`)}`);
  return `::${level} ${told.join(',')}::${data(text)}`;
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** What a campaign came to, as the Markdown of a step summary. */
export function stepSummary(summary: SummaryData): string {
  const { command, driver, target, modes, seed, shard, took, left = 0, interrupted } = summary;
  const by = driver === undefined ? '' : ` with ${code(driver)}`;
  const part = shard === undefined ? '' : `, shard ${shard.index} of ${shard.of}`;
  return [
    `### splitbrain ${command}${by} on ${escaped(target)}${part}`,
    '',
    `**${verdictOf(summary)}**: ${numberText(summary.scenarios)} scenarios, ${tallyText(summary)}, in ${durationText(took)}.`,
    `Seed ${code(seed)}, ${modes.join(' and ')} mode.`,
    ...(left === 0 ? [] : [`${numberText(left)} more were asked for, and not run.`]),
    ...(interrupted === undefined ? [] : [`Ended early: ${escaped(interrupted)}.`]),
    '',
    ...failureTable(summary.failures),
    ...summary.inconclusiveBecause.map(
      ({ reason, count, seed: one }) =>
        `- ${count} x inconclusive: ${escaped(reason)} (${code(one)})`,
    ),
    '',
  ].join('\n');
}

const verdictOf = ({ exit }: SummaryData): string =>
  exit === 0 ? countWords.pass : exit === 1 ? countWords.fail : `ended with exit code ${exit}`;

function failureTable(failures: readonly FailureData[]): string[] {
  if (failures.length === 0) return [];
  const rows = failures.map(({ code: name, claim, mode, known, flaky, count, seen, ...rest }) => {
    const what = flaky
      ? countWords.flaky
      : known === undefined
        ? countWords.fail
        : countWords.known;
    const again = rest.replay ?? rest.wholeRun ?? rest.seeds[0] ?? '';
    const told = `${escaped(name)}<br>${escaped(known ?? claim)}`;
    return `| ${what} | ${told} | ${mode} | ${count} | ${escaped(seen)} | ${code(again)} |`;
  });
  return ['| | broken | mode | runs | seen | again |', '|---|---|---|--:|---|---|', ...rows, ''];
}

/** Text that is none of Markdown's, nor of HTML's, in a cell of a table. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~#]/g, (character) => `\\${character}`)
    .replaceAll(/\s*\n\s*/g, '<br>');

/** Text as it stands, in a fence longer than any in it. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${text.replaceAll('|', '\\|').replaceAll('\n', ' ')}${space}${fence}`;
}
