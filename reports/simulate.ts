import type { Count } from '../conformance/simulate/count.ts';
import type { End, Simulated } from '../conformance/simulate/simulate.ts';
import { promiseCodes } from '../model/promises.ts';
import { columns } from './columns.ts';
import { durationText } from './duration.ts';
import { exits } from './exit.ts';
import { numberText, perSecond } from './number.ts';
import { type Paint, plain } from './paint.ts';

const walksIn = (counts: readonly Count[]): number =>
  counts.reduce((all, { walks }) => all + walks, 0);

/** How far a simulation has come, in a line. */
export function walkedText(counts: readonly Count[], took: number): string {
  const walks = walksIn(counts);
  return `${numberText(walks)} walks, ${perSecond(walks, took)}/s`;
}

const ends: Readonly<Record<End, string>> = {
  complete: 'all walks that were asked for',
  time: 'as many walks as there was time for (--time)',
  failures: 'ended by its failures (--max-failures)',
  interrupted: 'interrupted',
};

/** A simulation for people: what was walked, how fast, what every promise came to, and what failed. */
export function simulatedText(simulated: Simulated, paint: Paint = plain): string {
  const { job, counts, took, end, failed, undecided, failures, next } = simulated;
  const walks = walksIn(counts);
  const passed = walks - failed - undecided;
  const how = job.behaviour === undefined ? 'as specified' : `with ${job.behaviour.name}`;
  const good = failed === 0 ? 'good' : 'bad';
  return [
    paint('strong', `${job.modes.join(' and ')} mode, ${how}, seed ${job.seed}`),
    ...columns([
      ['walks', paint(good, `${numberText(passed)} passed, ${numberText(failed)} failed`)],
      ...(undecided === 0
        ? []
        : [['', `${numberText(undecided)} that the oracle could not follow`]]),
      ['', `${ends[end]}; the next is number ${next}`],
      ['took', `${durationText(took)}, ${perSecond(walks, took)}/s`],
      ...counts.flatMap(countRows),
    ]).map((line) => `  ${line}`),
    '',
    ...columns(promiseRows(simulated)).map((line) => `  ${line}`),
    ...(failures.length === 0 ? [] : ['', `  ${failures.length} kinds of failure, shown above`]),
    '',
  ].join('\n');
}

const countRows = ({ mode, walks, steps, suspected, digest }: Count): string[][] => [
  [mode, `${numberText(walks)} walks, ${numberText(steps)} steps, digest ${digest}`],
  ...Object.entries(suspected).map(([what, times]) => [
    '',
    `looked at for ${what}: ${numberText(times)}`,
  ]),
];

function promiseRows({ counts }: Simulated): string[][] {
  return promiseCodes.map((code) => [
    code,
    ...counts.map(({ mode, atStake, walks }) => {
      const times = atStake[code] ?? 0;
      const said =
        times === 0 ? 'vacuous' : `at stake in ${numberText(times)} of ${numberText(walks)} walks`;
      return `${mode}: ${said}`;
    }),
  ]);
}

/** What a simulation comes to. */
export function simulatedExit({ failed, undecided, end, counts }: Simulated): number {
  if (failed > 0) return exits.fail;
  const open = end === 'interrupted' || undecided > 0 || walksIn(counts) === 0;
  return open ? exits.inconclusive : exits.pass;
}

/** A simulation as plain data. */
export const simulatedData = ({ job, failures, ...rest }: Simulated) => ({
  seed: job.seed,
  from: job.from,
  behaviour: job.behaviour?.name ?? null,
  ...rest,
  failures: failures.map(({ first, seeds, bundle }) => ({
    verdict: first.verdict,
    seeds,
    bundle: bundle ?? null,
  })),
});
