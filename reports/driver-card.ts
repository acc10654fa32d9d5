import type { LostWrite } from '../conformance/course/driven-failovers.ts';
import type { FoundKind } from '../conformance/drivers/found.ts';
import type { OwedCode } from '../conformance/drivers/obligations.ts';
import type { DriverCampaign } from '../conformance/drivers/proceed.ts';
import type { DriverRecord } from '../conformance/drivers/record.ts';
import { columns } from './columns.ts';
import { commandLine } from './commands.ts';
import { durationText } from './duration.ts';
import { drivenExplanation } from './explain/driven.ts';
import { spoken, wrapped } from './explain/explain.ts';
import { numberText, perMinute } from './number.ts';
import { type Paint, plain } from './paint.ts';
import { tallyText, total } from './tally.ts';
import { volumeStepText } from './volume-text.ts';

/** What a report card says beside what a campaign came to. */
export interface CardContext {
  /** What is claimed of a driver, by code. */
  readonly owed: Readonly<Record<OwedCode, string>>;
  /** The acknowledged writes that the failovers of a run lost. */
  readonly lostIn: (record: DriverRecord) => readonly LostWrite[];
}

/** The report card of a driver: what it owes, whether that was found wanting, and the shortest way to see it. */
export function driverCardText(
  campaign: DriverCampaign,
  { owed, lostIn }: CardContext,
  paint: Paint = plain,
): string {
  const { driver, modes, seed, name, target, runs, found, took, cause, writes } = campaign;
  const tally = { ...runs, known: 0 };
  const rate = perMinute(total(tally), took);
  return [
    paint('strong', `${name} on ${target}, ${modes.join(' and ')} mode, seed ${seed}`),
    ...columns([
      ['runs', tallyText(tally)],
      [
        'took',
        `${durationText(took)}, ${rate} a minute${cause ? `; ended early: ${cause.message}` : ''}`,
      ],
      [
        'writes',
        `${numberText(writes.acknowledged)} acknowledged, ${numberText(writes.lost)} lost to failovers, ${numberText(writes.discarded)} at neither site in the end`,
      ],
      ...Object.entries(campaign.inconclusive).map(([why, times]) => ['', `${times}: ${why}`]),
    ]).map((line) => `  ${line}`),
    '',
    ...columns(rowsOf(campaign, owed, paint)).map((line) => `  ${line}`),
    ...found.flatMap((one) => ['', ...kindText(one, driver, lostIn(one.shortest), paint)]),
    '',
  ].join('\n');
}

function rowsOf(
  { found, atStake, owes }: DriverCampaign,
  owed: CardContext['owed'],
  paint: Paint,
): string[][] {
  return owes.map((code) => {
    const claim = owed[code];
    const kinds = found.filter(({ finding }) => finding.code === code);
    const runs = atStake[code] ?? 0;
    const ways = `in ${kinds.length} ${kinds.length === 1 ? 'way' : 'ways'}`;
    if (kinds.some(({ flaky }) => !flaky)) return [paint('bad', 'BROKEN'), code, ways, claim];
    if (kinds.length > 0) return [paint('bad', 'FLAKY'), code, ways, claim];
    if (runs === 0) return [paint('unsure', 'vacuous'), code, 'never at stake', claim];
    return [paint('good', 'kept'), code, `in ${numberText(runs)} runs`, claim];
  });
}

function kindText(
  one: FoundKind,
  driver: string,
  lost: readonly LostWrite[],
  paint: Paint,
): string[] {
  const { kind, mode, finding, shortest, seeds, flaky, bundle } = one;
  const steps = shortest.steps.slice(0, finding.step + 1).map(({ step }) => volumeStepText(step));
  const [seed = ''] = seeds;
  const why = spoken(drivenExplanation(shortest, finding, lost));
  const again = bundle === undefined ? ['replay', seed, '--driver', driver] : ['replay', bundle];
  return [
    `${paint('bad', kind)} ${paint('faint', `(${mode}, ${seeds.length} ${seeds.length === 1 ? 'run' : 'runs'}${flaky ? ', flaky' : ''})`)}`,
    `  ${finding.saw}`,
    `  ${steps.join('; ')}`,
    ...(why === '' ? [] : wrapped(why, 98).map((line) => `  ${line}`)),
    `  ${paint('faint', commandLine(again))}`,
  ];
}
