import type { Counterexample } from '../conformance/explore/counterexample.ts';
import type { End, Explored } from '../conformance/explore/explore.ts';
import { promiseCodes } from '../model/promises.ts';
import type { Reached } from '../sim/explorer/explorer.ts';
import { columns } from './columns.ts';
import { replayBundle } from './commands.ts';
import { durationText } from './duration.ts';
import { exits } from './exit.ts';
import { claimOf } from './failure.ts';
import { numberText, perSecond } from './number.ts';
import { type Paint, plain } from './paint.ts';
import { trace } from './trace.ts';

/** How far an exploration has come, in a line. */
export function reachedText({ states, expanded, depth }: Reached, took: number): string {
  const front = states - expanded;
  return `${numberText(states)} states, ${numberText(front)} of them in front, depth ${depth}, ${perSecond(expanded, took)}/s`;
}

/** An exploration for people: what was covered, what every promise came to, and what breaks one. */
export function exploreText(explored: Explored, paint: Paint = plain): string {
  const { job, reached, counterexamples } = explored;
  const { events, writes, faults } = job.bound;
  const how = job.behaviour === undefined ? 'as specified' : `with ${job.behaviour.name}`;
  return [
    paint('strong', `${job.mode} mode, ${how}`),
    ...columns([
      ['bound', `${events} events, ${writes} of them writes; ${faults} of the faults at once`],
      ['commands', job.commands.join(', ') || 'none'],
      ['faults', job.faults.join(', ') || 'none'],
      ['covered', coveredText(explored, paint)],
      [
        '',
        `${numberText(reached.states)} states, ${numberText(reached.transitions)} steps, of which ` +
          `${numberText(reached.beyond)} lead beyond the bound`,
      ],
      [
        '',
        `${numberText(reached.contexts)} contexts, ${numberText(reached.configurations)} configurations`,
      ],
      ...(explored.wentOn ? [['', 'from where an earlier exploration stood']] : []),
      ...followedRows(explored),
      ['took', `${durationText(explored.took)}, ${rateText(explored)}`],
    ]).map((line) => `  ${line}`),
    '',
    ...columns(promiseRows(explored)).map((line) => `  ${line}`),
    ...counterexamples.flatMap((one) => ['', ...counterexampleLines(one, paint)]),
    '',
  ].join('\n');
}

function followedRows({ followed, counterexamples }: Explored): string[][] {
  if (followed === undefined) return [];
  const rests = counterexamples.every(({ loop }) => loop === undefined);
  const came = rests ? 'always come to rest' : 'do not always come to rest';
  return [['', `${numberText(followed)} states without a fault: daemons left alone there ${came}`]];
}

const rateText = ({ reached, took, wentOn }: Explored): string =>
  wentOn ? 'to go on' : `${perSecond(reached.expanded, took)} states/s`;

const ends: Readonly<Record<End, string>> = {
  complete: 'everything within the bound',
  depth: 'as deep as was asked for',
  states: 'not everything: the limit on states was met (--states)',
  time: 'not everything: the time was over (--time)',
  interrupted: 'not everything: interrupted',
};

const coveredText = ({ end, reached }: Explored, paint: Paint): string =>
  paint(end === 'complete' || end === 'depth' ? 'good' : 'unsure', ends[end]) +
  `, to depth ${reached.depth}`;

function promiseRows({ job, atStake, counterexamples }: Explored): string[][] {
  return promiseCodes
    .filter((code) => job.promises.includes(code))
    .map((code) => {
      const broken = counterexamples.find((one) => one.code === code);
      const times = atStake[code] ?? 0;
      const kept = times === 0 ? 'vacuous' : 'kept';
      const said = times === 0 ? 'was at stake nowhere' : `at stake ${numberText(times)} times`;
      return [broken ? 'BROKEN' : kept, code, broken ? `by ${broken.events} events` : said];
    });
}

/** Where what is broken within could as well be something else, for who looks from outside. */
const unseen = 'Not seen from outside: what the run shows may also come of what is specified.';

function counterexampleLines(one: Counterexample, paint: Paint): string[] {
  return [
    `${paint('bad', `BROKEN  ${one.code}`)}  by ${one.events} events, and by no fewer`,
    `        ${claimOf(one.code)}`,
    ...(one.loop
      ? [`        Daemons can go round for ever from there: ${one.loop.join(', ')}.`]
      : []),
    ...(one.record.verdict.kind === 'fail' ? [] : [`        ${unseen}`]),
    '',
    trace(one.record, paint),
    '',
    ...columns([
      ['replay', replayBundle(one.bundle)],
      ['scenario', one.file],
    ]).map((line) => `        ${line}`),
  ];
}

/** What explorations come to: broken promises are a failure; what was not covered decides nothing. */
export function exploreExit(all: readonly Explored[]): number {
  if (all.some(({ counterexamples }) => counterexamples.length > 0)) return exits.fail;
  const covered = all.every(({ end }) => end === 'complete' || end === 'depth');
  return covered ? exits.pass : exits.inconclusive;
}

/** Explorations as plain data. */
export const exploreData = (all: readonly Explored[]) => ({
  explored: all.map(({ job, counterexamples, ...rest }) => ({
    mode: job.mode,
    behaviour: job.behaviour?.name ?? null,
    bound: job.bound,
    commands: job.commands,
    faults: job.faults,
    promises: job.promises,
    ...rest,
    counterexamples: counterexamples.map(({ record: _, ...one }) => one),
  })),
});
