/** The colours of the report's swim lanes, in the light and in the dark. */
export const colours = {
  sheet: ['#ffffff', '#1a1e22'],
  ink: ['#1b1e22', '#e7e9eb'],
  soft: ['#59616c', '#a0a9b3'],
  line: ['#dcdfe3', '#31383f'],
  faint: ['#eceeef', '#23282d'],
  bad: ['#b94700', '#ff9357'],
  'bad-wash': ['#fdeee4', '#3a2213'],
  good: ['#00704f', '#4fd0a5'],
  main: ['#0072b2', '#2b8fd0'],
  'main-ink': ['#ffffff', '#04121d'],
  copy: ['#b9dcf2', '#1e4a66'],
  'copy-ink': ['#0b2c42', '#dcefff'],
  work: ['#f6dc9c', '#54420f'],
  'work-over': ['#e0a313', '#a67a12'],
  'work-ink': ['#4a3500', '#fff0c8'],
  plain: ['#e6e8eb', '#343b42'],
  'plain-ink': ['#30363d', '#e0e4e8'],
  down: ['#3c424a', '#c9ced4'],
  'down-ink': ['#ffffff', '#15181b'],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

type Colour = keyof typeof colours;

/** Rules that are the same in the light and in the dark. */
const shapes = `text{font:11.5px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
.title{font-size:14px;font-weight:650}.strong,.stretch.main text,.stretch.bad text,.fault text{font-weight:600}
.write text{font-size:9.5px}.write line{stroke-width:2.5;stroke-linecap:round}.lost line{stroke-dasharray:5 3.5;stroke-linecap:butt}
.wait rect{stroke-width:1.5;stroke-dasharray:4 2.5}.bad rect{stroke-width:2}.failed{opacity:.15}
.lost path,.failed-mark path{stroke-width:2;fill:none}#work .over{stroke-width:2;opacity:.45}#down .over{stroke-width:1.4;opacity:.4}`;

/** What is in which colour: selectors of what is filled, and of what is drawn as a line. */
const fills: readonly [string, Colour][] = [
  ['.sheet,.wait rect', 'sheet'],
  ['text', 'ink'],
  ['.soft,.quiet text,.axis text,.write text', 'soft'],
  ['.main rect', 'main'],
  ['.main text', 'main-ink'],
  ['.copy rect', 'copy'],
  ['.copy text', 'copy-ink'],
  ['.plain rect', 'plain'],
  ['.plain text', 'plain-ink'],
  ['.down rect', 'down'],
  ['.down text', 'down-ink'],
  ['.bad rect', 'bad-wash'],
  ['.work text', 'work-ink'],
  ['#work .under', 'work'],
  ['.axis circle', 'soft'],
  ['.write circle', 'good'],
  [
    '.bad text,.fault text,.fault path,.point,.lost circle,.lost text,.failed,.failed-mark circle,.broken',
    'bad',
  ],
];

const strokes: readonly [string, Colour][] = [
  ['.grid', 'faint'],
  ['.quiet line,.edge', 'line'],
  ['.wait rect,#work .over', 'work-over'],
  ['.write line', 'good'],
  ['.bad rect,#down .over,.fault line,.lost line,.lost path', 'bad'],
  ['.failed-mark path', 'sheet'],
];

const rules = (shade: 0 | 1): string =>
  [
    ...fills.map(([of, colour]) => `${of}{fill:${colours[colour][shade]}}`),
    ...strokes.map(([of, colour]) => `${of}{stroke:${colours[colour][shade]}}`),
  ].join('\n');

/** The style sheet of a picture: it follows whether its reader wants it light or dark. */
export const style = `${shapes}
.work rect{fill:url(#work)}.struck{fill:url(#down)}
${rules(0)}
@media (prefers-color-scheme:dark){
${rules(1)}
}`;
