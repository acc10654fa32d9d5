import type { RealisedMix, TargetMix } from '../conformance/mix/mix.ts';
import type { MixCell, MixRow } from '../conformance/mix/rows.ts';
import type { Counts, Totals } from '../conformance/mix/totals.ts';
import { columns } from './columns.ts';
import { exits } from './exit.ts';
import { type GridCell, grid, screenWidth } from './grid.ts';
import { type Paint, plain } from './paint.ts';

/** What happened, all in all, for people to read. */
export function totalsText({ commands, faults, writes }: Totals): string {
  const { acknowledged, lost, discarded } = writes;
  const rows = inOrder(commands).map(([name, outcomes]) => [name, countsText(outcomes)]);
  return columns([
    ...rows,
    ['faults', countsText(faults) || 'none'],
    ['writes', `${acknowledged} acknowledged, ${lost} lost, ${discarded} discarded`],
  ])
    .map((line) => `  ${line}`)
    .join('\n');
}

const titles = {
  commands: 'Commands, by what they met at their site',
  faults: 'Faults and their ends, by the stage of the replayer there and at the peer',
  changes: 'Roles of the image at a site, by the role before',
} as const;

const tableNames = ['commands', 'faults', 'changes'] as const;

/** The realised mix for people to read: three tables for each target and mode, and what is rare. */
export function mixText(mix: RealisedMix, paint: Paint = plain): string {
  return [...mix.targets.flatMap((one) => targetText(one, mix, paint)), ...legend(mix)].join('\n');
}

/** What a realised mix comes to: 0 if everything that can be met was met often enough. */
export const mixExit = ({ targets, least }: RealisedMix): number =>
  targets.every(({ tables }) =>
    tableNames.every((name) =>
      tables[name].every(({ cells }) => rareIn(cells, least).length === 0),
    ),
  )
    ? exits.pass
    : exits.inconclusive;

/** The realised mix as plain data, what is rare by name. */
export const mixData = ({ targets, ...rest }: RealisedMix) => ({
  ...rest,
  targets: targets.map((one) => ({
    ...one,
    rare: tableNames.flatMap((table) =>
      one.tables[table].flatMap(({ row, cells }) =>
        rareIn(cells, rest.least).map(({ column, met, perhaps }) => ({
          ...{ table, row, column, met, perhaps },
        })),
      ),
    ),
  })),
});

function targetText(
  { target, mode, totals, tables }: TargetMix,
  { least }: RealisedMix,
  paint: Paint,
) {
  const told = tableNames.flatMap((name) => {
    const rows = tables[name];
    const counts = countText(rows, least);
    return ['', paint('strong', `${titles[name]} (${counts})`), ...tableText(rows, least, paint)];
  });
  const rare = tableNames.flatMap((name) => tables[name].flatMap((row) => rareText(row, least)));
  return [
    paint('strong', `${target}, ${mode} mode: what happened in ${runsText(totals)}`),
    totalsText(totals),
    ...told,
    '',
    rare.length === 0
      ? paint('good', `All that can be met was met at least ${least} times.`)
      : paint('unsure', `Met fewer than ${least} times:`),
    ...rare,
    '',
  ];
}

const runsText = ({ runs }: Totals): string => (runs === 1 ? '1 run' : `${runs} runs`);

function tableText(rows: readonly MixRow[], least: number, paint: Paint): string[] {
  const names = rows[0]?.cells.map(({ column }) => column) ?? [];
  const lines = rows.map(({ row, cells }) => ({
    name: row.replace(/^.* (at the peer)$/, '  $1'),
    cells: cells.map((cell) => cellText(cell, least)),
  }));
  return grid(names, lines, paint);
}

function cellText({ met, perhaps, reachable }: MixCell, least: number): GridCell {
  if (!reachable) return { text: '.', style: 'faint' };
  if (met >= least) return { text: String(met) };
  const text = perhaps === 0 ? String(met) : `${met}+${perhaps}`;
  return { text, style: met === 0 ? 'bad' : 'unsure' };
}

/** The cells that can be met, and were not met often enough. */
const rareIn = (cells: readonly MixCell[], least: number): MixCell[] =>
  cells.filter(({ reachable, met }) => reachable && met < least);

function countText(rows: readonly MixRow[], least: number): string {
  const all = rows.flatMap(({ cells }) => cells.filter(({ reachable }) => reachable));
  return `${all.length - rareIn(all, least).length} of ${all.length} met ${least} times`;
}

/** A row's rare cells by name, on as many lines as they take. */
function rareText({ row, cells }: MixRow, least: number): string[] {
  const rare = rareIn(cells, least);
  if (rare.length === 0) return [];
  const lines = [`  ${row}:`];
  for (const [index, cell] of rare.entries()) {
    const end = index === rare.length - 1 ? '' : ',';
    const word = ` ${cell.column} ${cellText(cell, least).text}${end}`;
    const last = lines.at(-1) ?? '';
    if (last.length + word.length > screenWidth) lines.push(`   ${word}`);
    else lines[lines.length - 1] = last + word;
  }
  return lines;
}

const legend = ({ bound }: RealisedMix): string[] => [
  `.    cannot be met, as far as the model was explored: ${bound.events} events and one more, faults ` +
    `under way: ${bound.faults}`,
  '2+4  met twice for certain, and perhaps 4 times more',
];

const inOrder = <Value>(named: Readonly<Record<string, Value>>): [string, Value][] =>
  Object.entries(named).sort(([one], [other]) => (one < other ? -1 : 1));

/** The most frequent first. */
const countsText = (counts: Counts): string =>
  inOrder(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([name, times]) => `${name} ${times}`)
    .join(', ');
