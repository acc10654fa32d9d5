import type { DriverComparison } from '../conformance/drivers/agreement/compare.ts';
import type { Pairing, PairParting } from '../conformance/drivers/agreement/pairing.ts';
import { columns } from './columns.ts';
import { durationText } from './duration.ts';
import { exits } from './exit.ts';
import { numberText } from './number.ts';
import { type Paint, plain } from './paint.ts';
import { volumeStepText } from './volume-text.ts';

/** How far a comparison has come, in a line. */
export const pairingText = ({ seed, kind }: Pairing, done: number): string =>
  `${numberText(done)} scenarios; ${seed}: ${kind}`;

/** How simulated and real clusters stand to each other under a driver. */
export function driverCompareText(compared: DriverComparison, paint: Paint = plain): string {
  const { name, target, counts, wanting, images, calls, others, took, interrupted } = compared;
  const parts = counts.parts > 0 ? 'bad' : 'good';
  return [
    paint('strong', `${name} on sim and on ${target}`),
    ...columns([
      ['the same', String(counts.same), 'every answer, every status, what was there at rest'],
      ['another schedule', String(counts['another schedule']), 'daemons were faster or slower'],
      ['not followed', String(counts.unfollowed), 'differ, where the model does not follow'],
      ['inconclusive', String(counts.inconclusive), 'a run ended early'],
      ['part', String(counts.parts), 'an image did what the model does not allow'],
    ]).map((line) => `  ${line}`),
    `  found wanting in ${numberText(wanting.real)} on real clusters, and in ${numberText(wanting.simulated)} on simulated ones`,
    `  ${numberText(images.followed)} of ${numberText(images.made)} images followed to the end, ` +
      `${numberText(calls)} calls (${durationText(took)}${interrupted ? '; interrupted' : ''})`,
    ...others.flatMap((pairing) => ['', ...pairingLines(pairing, paint)]),
    '',
    paint(parts, counts.parts > 0 ? 'They part.' : 'Nothing that the model does not explain.'),
  ].join('\n');
}

function pairingLines({ seed, kind, real, difference, partings }: Pairing, paint: Paint) {
  const stepText = (index: number): string => {
    const step = real.steps[index]?.step;
    return `step ${index + 1}${step === undefined ? '' : `, ${volumeStepText(step)}`}`;
  };
  const styled = kind === 'parts' ? paint('bad', `${seed}: ${kind}`) : `${seed}: ${kind}`;
  const differ =
    difference === undefined
      ? []
      : [
          `  ${stepText(difference.step)}: ${difference.what}`,
          `    ${real.target}: ${difference.one}`,
          `    sim: ${difference.other}`,
        ];
  return [styled, ...differ, ...partings.map((one) => `  ${partingText(one, stepText)}`)];
}

function partingText(parting: PairParting, stepText: (index: number) => string): string {
  const where = `${parting.image} on ${parting.target}, ${stepText(parting.step)}`;
  if (parting.kind === 'unfollowed') return `${where}: not followed further, ${parting.reason}`;
  const { by, aspect, site, seen, allowed } = parting;
  return `${where}: ${by}: ${aspect} at ${site}: seen ${seen}; allowed ${allowed.join('; or ') || 'nothing'}`;
}

/** What a comparison comes to. */
export function driverCompareExit({ counts, interrupted }: DriverComparison): number {
  if (counts.parts > 0) return exits.fail;
  const unsure = counts.inconclusive + counts.unfollowed > 0;
  return interrupted || unsure ? exits.inconclusive : exits.pass;
}

/** A comparison as plain data. */
export const driverCompareData = ({ others, ...rest }: DriverComparison) => ({
  ...rest,
  others: others.map(({ seed, kind, difference, partings }) => ({
    ...{ seed, kind, partings },
    difference: difference ?? null,
  })),
});
