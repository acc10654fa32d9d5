import type { Mutant, Tried } from '../conformance/mutants/mutants.ts';
import { columns } from './columns.ts';
import { durationText } from './duration.ts';
import { exits } from './exit.ts';
import { numberText } from './number.ts';
import { type Paint, plain } from './paint.ts';

type FateKind = Mutant['fate']['kind'];

const fates: readonly FateKind[] = ['caught', 'survived', 'proved', 'allowed', 'equivalent'];
const counted = (mutants: readonly Mutant[], kind: FateKind): number =>
  mutants.filter(({ fate }) => fate.kind === kind).length;

/** The share of mutants that were caught, of those that can be: in percent, with a decimal. */
export function caughtPercent(mutants: readonly Mutant[]): number {
  const [caught, survived] = [counted(mutants, 'caught'), counted(mutants, 'survived')];
  return caught + survived === 0 ? 100 : Math.round((caught / (caught + survived)) * 1000) / 10;
}

/** Mutants for people: how many of each kind were caught, by what, how soon, and which survived. */
export function mutantsText(tried: Tried, paint: Paint = plain): string {
  const { job, all, mutants, states, complete, took } = tried;
  const survivors = mutants.filter(({ fate }) => fate.kind === 'survived');
  const proved = mutants.filter(({ fate }) => fate.kind === 'proved');
  const share = `${caughtPercent(mutants)} % of those that do wrong were caught`;
  return [
    paint(
      'strong',
      `${job.mode} mode: ${numberText(mutants.length)} of ${numberText(all)} mutants`,
    ),
    ...columns([
      ['looked', `in ${numberText(states)} states${complete ? ', all within the bound' : ''}`],
      ['', `and along ${numberText(job.walks)} walks`],
      ['took', durationText(took)],
      ['result', paint(survivors.length === 0 ? 'good' : 'unsure', share)],
    ]).map((line) => `  ${line}`),
    '',
    ...columns(kindRows(mutants)).map((line) => `  ${line}`),
    '',
    ...columns(codeRows(mutants)).map((line) => `  ${line}`),
    ...(survivors.length === 0 ? [] : ['', '  survived:']),
    ...survivors.map((mutant) => `    ${mutant.mutation.name}\n        ${wayText(mutant)}`),
    ...(proved.length === 0
      ? []
      : ['', '  proved, within a bound, to show nothing that cannot be:']),
    ...proved.map((mutant) => `    ${mutant.mutation.name}\n        ${proofText(mutant)}`),
    '',
  ].join('\n');
}

function kindRows(mutants: readonly Mutant[]): string[][] {
  const kinds = [...new Set(mutants.map(({ mutation }) => mutation.slip.kind))].sort();
  const rows = kinds.map((kind) => {
    const own = mutants.filter(({ mutation }) => mutation.slip.kind === kind);
    return [kind, ...fates.map((fate) => numberText(counted(own, fate)))];
  });
  const sums = fates.map((fate) => numberText(counted(mutants, fate)));
  return [['', ...fates], ...rows, ['all', ...sums]];
}

/** By what mutants were caught, most first, and in how many runs. */
function codeRows(mutants: readonly Mutant[]): string[][] {
  const byCode = new Map<string, number[]>();
  for (const { fate } of mutants) {
    if (fate.kind === 'caught')
      byCode.set(fate.code, [...(byCode.get(fate.code) ?? []), fate.runs]);
  }
  const rows = [...byCode].sort(([, one], [, other]) => other.length - one.length);
  return rows.map(([code, runs]) => {
    const first = runs.filter((count) => count === 1).length;
    return [
      code,
      `${numberText(runs.length)} caught`,
      `${numberText(first)} in the first run`,
      `most ${Math.max(...runs)}`,
    ];
  });
}

function wayText({ fate }: Mutant): string {
  if (fate.kind !== 'survived') return '';
  const steps = fate.way.steps.map(({ event, reach }) =>
    reach ? `${event} (left at ${reach})` : event,
  );
  return `differs after ${steps.join('; ')}: ${fate.runs} runs show nothing`;
}

function proofText({ fate }: Mutant): string {
  if (fate.kind !== 'proved') return '';
  const { events, situations } = fate;
  return `all runs of up to ${events} events: ${numberText(situations)} situations`;
}

/** What mutants come to: survivors are a question about the promises, and no failure. */
export const mutantsExit = (all: readonly Tried[]): number =>
  all.some(({ interrupted, mutants }) => interrupted || mutants.length === 0)
    ? exits.inconclusive
    : exits.pass;

/** Mutants as plain data. */
export const mutantsData = (all: readonly Tried[]) => ({
  tried: all.map(({ job, mutants, ...rest }) => ({
    mode: job.mode,
    ...rest,
    caughtPercent: caughtPercent(mutants),
    mutants: mutants.map(({ mutation, fate }) => ({
      name: mutation.name,
      kind: mutation.slip.kind,
      fate,
    })),
  })),
});
