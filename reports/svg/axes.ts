import { fitting, letter } from '../html/app/fitting.ts';
import { headHeight, type Layout } from '../html/app/layout.ts';
import type { Column } from '../html/app/picture.ts';
import { duration } from '../html/app/words.ts';
import { line, rounded, tag, words } from './tag.ts';

/** How steeply the names of what happened rise, in degrees. */
const slant = 40;

const radians = (slant * Math.PI) / 180;

/** The longest name there is room for, in letters. */
const most = 34;

/** What happened in a column, and what it came to if that is not `ok`. */
function nameOf({ text, answer }: Column): string {
  const all = answer === undefined || answer === 'ok' ? text : `${text}: ${answer}`;
  return fitting(all, most * letter + 10);
}

/** How far the names of columns reach, upwards and to the right of their own column, in pixels. */
export function reach(columns: readonly Column[]): { readonly up: number; readonly right: number } {
  const longest = Math.max(0, ...columns.map((column) => nameOf(column).length));
  const last = columns.at(-1);
  return {
    up: Math.ceil(longest * letter * Math.sin(radians)) + 10,
    right: last === undefined ? 0 : Math.ceil(nameOf(last).length * letter * Math.cos(radians)),
  };
}

/** What happened in each column: a step by its number and name, what a daemon did by itself by a dot. */
export const head = (columns: readonly Column[], { column, height }: Layout): string =>
  columns
    .map((one, index) => {
      const x = (index + 1) * column;
      const middle = rounded(x + column / 2);
      const turn = { transform: `rotate(-${slant} ${middle} 0)` };
      const named = words(middle, 0, nameOf(one), turn);
      const mark =
        one.number === undefined
          ? tag('circle', { cx: middle, cy: headHeight - 13, r: 2 })
          : words(middle, headHeight - 9, String(one.number), { 'text-anchor': 'middle' });
      const grid = line([x, headHeight - 4, x, height], { class: 'grid' });
      return tag(
        'g',
        { class: one.failing ? 'axis bad' : 'axis' },
        grid,
        named,
        mark,
        point(one, middle),
      );
    })
    .join('\n');

function point({ kind }: Column, middle: number): string {
  if (kind === 'fault') return tag('path', { class: 'point', d: `M${middle - 4} 6h8l-4 7z` });
  return '';
}

/** When steps had ended, as far as there is room to say so. */
export function foot(columns: readonly Column[], { column, height }: Layout): string {
  let free = 0;
  const times = columns.flatMap(({ at }, index) => {
    const x = (index + 1) * column + 3;
    if (at === undefined || x < free) return [];
    const text = duration(at);
    free = x + text.length * letter + 14;
    return [words(x, height - 6, text)];
  });
  return tag('g', { class: 'axis' }, ...times);
}
