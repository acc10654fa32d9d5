import type { Failure } from '../conformance/campaign/failure.ts';
import type { Course } from '../conformance/course/course.ts';
import type { RunRecord } from '../conformance/record.ts';
import { promises } from '../model/promises.ts';
import { columns } from './columns.ts';
import { replayBundle, replaySeed } from './commands.ts';
import { explanation, spoken, wrapped } from './explain/explain.ts';
import { type Paint, plain } from './paint.ts';
import { stepText } from './step-text.ts';
import { countOf, countWords } from './tally.ts';

type Failed = Extract<RunRecord['verdict'], { kind: 'fail' }>;

const otherClaims = {
  disagreement: 'The target did what the model of mirroring forbids; no promise covers it.',
  expectation: 'A step came to another outcome than the one that the scenario asks for.',
} as const;

/** What a failure's code claims, in a line. */
export const claimOf = (code: Failed['code']): string => ({ ...promises, ...otherClaims })[code];

/** A failure for people: what was broken, by which steps, why, what was seen, and how to see it again. */
export function failureText(
  failure: Failure,
  paint: Paint = plain,
  strict = false,
  course?: Course,
): string {
  const { shrunk } = failure;
  const { verdict } = shrunk;
  if (verdict.kind !== 'fail') return '';
  const scenario = shrunk.scenario === 'generated' ? '' : `, scenario "${shrunk.scenario}"`;
  return [
    `${paint('bad', `${countWords[countOf(failure.first, strict)]}  ${verdict.code}`)}  ${shrunk.mode} mode, on ${shrunk.target}${scenario}`,
    `      ${claimOf(verdict.code)}`,
    ...(failure.first.flaky ? [`      Flaky: it passed on try ${failure.first.tries}.`] : []),
    '',
    ...stepLines(shrunk).map((line) => (line.startsWith('>') ? paint('bad', line) : line)),
    '',
    ...explanationLines(shrunk, course),
    '',
    ...columns([
      ...whatWasSeen(verdict),
      ...lastWords(shrunk.steps[verdict.step]),
      ...whereabouts(failure),
    ]).map((line) => `${indent}${line}`),
  ].join('\n');
}

/** Characters in a line, what stands before it included. */
const width = 100;
const indent = '      ';

/** Why a run failed, in sentences, as lines. */
export const explanationLines = (record: RunRecord, course: Course | undefined): string[] =>
  wrapped(spoken(explanation(record, course)), width - indent.length).map(
    (line) => `${indent}${line}`,
  );

/** The steps, numbered, with what each came to; the failing one is marked. */
export function stepLines({ steps, verdict }: RunRecord): string[] {
  const failed = verdict.kind === 'fail' ? verdict.step : -1;
  const rows = steps.map(({ step, answer, writes, daemons }, index) => [
    index === failed ? '>' : ' ',
    String(index + 1).padStart(3),
    stepText(step),
    step.do === 'settle' ? daemonsText(daemons) : (answer ?? ''),
    writes === undefined ? '' : `write ${writes.join(' ')}`,
  ]);
  return columns(rows);
}

const daemonsText = (daemons: readonly string[]): string =>
  daemons.map((done) => done.split('.').reverse().join(' ')).join(', ');

const whatWasSeen = ({ aspect, site, seen, allowed, known }: Failed): string[][] => [
  ...(known === undefined ? [] : [['known', `explained by the deviation ${known}`]]),
  [`${aspect} at ${site}`, `seen: ${seen}`],
  ['', `allowed: ${allowed.length === 0 ? 'nothing' : allowed.join('; or ')}`],
];

/** Of what a client said as it crashed, the line that says why. */
function lastWords(failing: RunRecord['steps'][number] | undefined): string[][] {
  const lines = failing?.words?.split('\n') ?? [];
  const why = lines.find((line) => /FAILED|terminate|abort/i.test(line)) ?? lines[0];
  return why === undefined ? [] : [['client', why.trim()]];
}

function whereabouts({ first, shrunk, bundle }: Failure): string[][] {
  const { acknowledged, lost, discarded } = shrunk.writes;
  const again = replaySeed(first);
  return [
    ['writes', `${acknowledged} acknowledged, ${lost} lost, ${discarded} discarded`],
    ['seed', first.seed],
    ...(bundle === undefined ? [] : [['replay', replayBundle(bundle)]]),
    ...(again === undefined ? [] : [['whole run', again]]),
  ];
}
