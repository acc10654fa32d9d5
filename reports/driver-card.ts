import type { DriverCampaign, FoundKind } from '../conformance/drivers/campaign.ts';
import type { OwedCode } from '../conformance/drivers/obligations.ts';
import { columns } from './columns.ts';
import { commandLine } from './commands.ts';
import { durationText } from './duration.ts';
import { exits } from './exit.ts';
import { numberText, perMinute } from './number.ts';
import { type Paint, plain } from './paint.ts';
import { volumeStepText } from './volume-text.ts';

/** How far a campaign has come, in a line. */
export const driverProgress = (runs: number, kinds: number, took: number): string =>
  `${numberText(runs)} runs, ${kinds} kinds of finding, ${perMinute(runs, took)} a minute`;

/** The report card of a driver: what it owes, whether that was found wanting, and the shortest way to see it. */
export function driverCardText(campaign: DriverCampaign, owed: Owed, paint: Paint = plain): string {
  const { job, name, target, runs, found, took, interrupted } = campaign;
  const rate = perMinute(runs.pass + runs.fail + runs.inconclusive, took);
  return [
    paint('strong', `${name} on ${target}, ${job.modes.join(' and ')} mode, seed ${job.seed}`),
    ...columns([
      ['runs', `${runs.pass} passed, ${runs.fail} failed, ${runs.inconclusive} inconclusive`],
      ['took', `${durationText(took)}, ${rate} a minute${interrupted ? '; interrupted' : ''}`],
      ...Object.entries(campaign.inconclusive).map(([why, times]) => ['', `${times}: ${why}`]),
    ]).map((line) => `  ${line}`),
    '',
    ...columns(rowsOf(campaign, owed, paint)).map((line) => `  ${line}`),
    ...found.flatMap((one) => ['', ...kindText(one, job.driver, paint)]),
    '',
  ].join('\n');
}

/** What is claimed of a driver, by code. */
type Owed = Readonly<Record<OwedCode, string>>;

function rowsOf({ found, atStake }: DriverCampaign, owed: Owed, paint: Paint): string[][] {
  const stakes = new Map(Object.entries(atStake));
  return Object.entries(owed).map(([code, claim]) => {
    const kinds = found.filter(({ finding }) => finding.code === code).length;
    const runs = stakes.get(code) ?? 0;
    if (kinds > 0)
      return [paint('bad', 'BROKEN'), code, `in ${kinds} ${kinds === 1 ? 'way' : 'ways'}`, claim];
    if (runs === 0) return [paint('unsure', 'vacuous'), code, 'never at stake', claim];
    return [paint('good', 'kept'), code, `in ${numberText(runs)} runs`, claim];
  });
}

function kindText(one: FoundKind, driver: string, paint: Paint): string[] {
  const { kind, mode, finding, shortest, seeds, bundle } = one;
  const steps = shortest.steps.slice(0, finding.step + 1).map(({ step }) => volumeStepText(step));
  const [seed = ''] = seeds;
  const again = bundle === undefined ? ['replay', seed, '--driver', driver] : ['replay', bundle];
  return [
    `${paint('bad', kind)} ${paint('faint', `(${mode}, ${seeds.length} ${seeds.length === 1 ? 'run' : 'runs'})`)}`,
    `  ${finding.saw}`,
    `  ${steps.join('; ')}`,
    `  ${paint('faint', commandLine(again))}`,
  ];
}

/** What a campaign with a driver comes to. */
export function driverExit({ runs, interrupted }: DriverCampaign): number {
  if (runs.fail > 0) return exits.fail;
  return interrupted || runs.inconclusive > 0 || runs.pass === 0 ? exits.inconclusive : exits.pass;
}

/** A campaign with a driver, as plain data. */
export const driverData = ({ job, found, ...rest }: DriverCampaign) => ({
  driver: job.driver,
  modes: job.modes,
  seed: job.seed,
  ...rest,
  found: found.map(({ kind, mode, finding, shortest, seeds, bundle }) => ({
    ...{ kind, mode, finding, seeds },
    steps: shortest.steps.map(({ step }) => step).slice(0, finding.step + 1),
    bundle: bundle ?? null,
  })),
});
