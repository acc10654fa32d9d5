import type { ChangedFailure, Compared, ComparedKind } from '../conformance/between/between.ts';
import type { RunSide } from '../conformance/between/side.ts';
import type { Spread } from '../conformance/between/spread.ts';
import { columns } from './columns.ts';
import { durationText } from './duration.ts';
import { exits } from './exit.ts';
import { numberText } from './number.ts';
import { type Paint, plain } from './paint.ts';
import { countWords, tallyText } from './tally.ts';

/** Two commands' results, side by side, for people: before and after in this order. */
export function betweenText(compared: Compared, paint: Paint = plain): string {
  const { before, after, differences, failures, common, changed, kinds } = compared;
  return [
    ...columns([sideRow('before', before), sideRow('after', after)]),
    ...(differences.length === 0 ? [] : [`They differ in ${differences.join(', ')}.`]),
    '',
    ...(failures.length === 0 ? ['Nothing failed in either.'] : []),
    ...failures.flatMap((failure) => failureText(failure, paint)),
    '',
    `${numberText(common)} runs have the same seed in both${changed.length === 0 ? ', and came to the same' : ':'}`,
    ...changed.map(
      ({ before: was, after: is, seeds }) =>
        `  ${was} before, ${is} after: ${numberText(seeds.length)}, as ${seeds.slice(0, 3).join(', ')}`,
    ),
    '',
    ...timesText(kinds, paint),
    '',
    countsText(compared, paint),
  ].join('\n');
}

const sideRow = (name: string, { folder, summary }: RunSide): string[] => {
  const by = summary.driver === undefined ? '' : ` with ${summary.driver}`;
  const what = `${summary.command}${by} on ${summary.target}, seed ${summary.seed}`;
  return [name, folder, what, `${numberText(summary.scenarios)} scenarios, ${tallyText(summary)}`];
};

const styles = { new: 'bad', 'still failing': 'unsure', gone: 'good' } as const;

function failureText({ name, change, before, after }: ChangedFailure, paint: Paint): string[] {
  const runs = `${before?.count ?? 0} -> ${after?.count ?? 0} runs`;
  const flaky = [before, after].map((one) => (one?.flaky ? countWords.flaky : 'steady'));
  const steady = flaky.includes(countWords.flaky)
    ? `, ${[before && flaky[0], after && flaky[1]].filter((text) => text !== undefined).join(' -> ')}`
    : '';
  const again = after?.replay ?? after?.wholeRun ?? before?.replay ?? before?.wholeRun;
  return [
    `${paint(styles[change], change.toUpperCase())}  ${name}, ${runs}${steady}`,
    ...(again === undefined ? [] : [`      ${paint('faint', again)}`]),
  ];
}

const head = ['', 'count', 'took', 'RPO, writes', 'RTO', ''];

/** A table of how runs and failovers went, by kind: medians, and for RPO the most that were lost. */
function timesText(kinds: readonly ComparedKind[], paint: Paint): string[] {
  const rows = kinds.map(({ kind, before, after, slower }) => [
    kind,
    both(before?.took ?? before?.rto, after?.took ?? after?.rto, ({ count }) => numberText(count)),
    both(before?.took, after?.took, ({ median }) => durationText(median)),
    both(before?.rpo, after?.rpo, ({ median, max }) => `${median} (max ${max})`),
    both(
      before?.rto,
      after?.rto,
      ({ median, most }) => `${durationText(median)} (95%: ${durationText(most)})`,
    ),
    slower ? paint('bad', 'SLOWER') : '',
  ]);
  return ['Medians, before -> after, by the clock of the clusters:', ...columns([head, ...rows])];
}

function both(
  before: Spread | undefined,
  after: Spread | undefined,
  text: (spread: Spread) => string,
): string {
  if (before === undefined && after === undefined) return '';
  const [one, other] = [before, after].map((spread) => (spread === undefined ? '-' : text(spread)));
  return `${one} -> ${other}`;
}

function countsText(compared: Compared, paint: Paint): string {
  const count = (change: ChangedFailure['change']) =>
    compared.failures.filter((one) => one.change === change).length;
  const slower = compared.kinds.filter((one) => one.slower).length;
  const flaky = compared.failures.filter(({ after }) => after?.flaky).length;
  const text = `${count('new')} new, ${count('still failing')} still failing, ${count('gone')} gone, ${flaky} flaky, ${slower} slower`;
  return paint(betweenExit(compared) === exits.pass ? 'good' : 'bad', text);
}

/** What a comparison comes to: it fails where something fails that did not before. What is known is no failure. */
export function betweenExit({ after, failures }: Compared): number {
  const { strict = false } = after.summary;
  const counts = ({ change, after: one, before }: ChangedFailure): boolean =>
    one !== undefined &&
    (one.known === undefined || strict) &&
    (change === 'new' || (before?.flaky === true && one.flaky === undefined));
  return failures.some(counts) ? exits.fail : exits.pass;
}

/** Two commands' results, side by side, as plain data. */
export const betweenData = (compared: Compared) => ({
  before: sideData(compared.before),
  after: sideData(compared.after),
  differences: compared.differences,
  failures: compared.failures,
  common: compared.common,
  changed: compared.changed,
  kinds: compared.kinds.map(({ kind, before, after, slower }) => ({
    ...{ kind, slower },
    before: before ?? null,
    after: after ?? null,
  })),
});

const sideData = ({ folder, summary }: RunSide) => {
  const { splitbrain, command, driver, target, modes, seed, exit, took } = summary;
  const { scenarios, pass, fail, flaky, known, inconclusive } = summary;
  return {
    ...{ folder, splitbrain, command, target, modes, seed, exit, took, scenarios },
    ...{ pass, fail, flaky, known, inconclusive, ...(driver !== undefined && { driver }) },
  };
};
