import type { LostWrite } from '../../conformance/course/driven-failovers.ts';
import type { DriverRecord, Finding, VolumeStepRecord } from '../../conformance/drivers/record.ts';
import { sites } from '../../model/site.ts';
import { doneIn } from '../html/done.ts';
import { sightText } from '../sight-text.ts';
import { volumeStepText } from '../volume-text.ts';
import { driverDeeds } from './driver-deeds.ts';
import type { Sentence } from './explain.ts';
import { standingFaults } from './standing.ts';
import { joined, sentence, writesText } from './words.ts';

/** What a driver did about a volume that it was found wanting in: the last step in which it touched its mirroring. */
type Turn = { readonly step: VolumeStepRecord; readonly index: number; readonly deeds: string };

/** What findings are about that say that writes are gone; of another, losses that came along explain nothing. */
const aboutWrites: ReadonlySet<string> = new Set([
  'planned-failover-loses-nothing',
  'forced-failover-is-a-point-in-time',
  'nothing-discarded-silently',
  'no-promotion-of-a-broken-copy',
  'converges',
] satisfies Finding['code'][]);

/**
 * Why a driver was found wanting, in sentences: which writes are lost, how the volume stood before the driver
 * touched its mirroring last, what it did then, and which faults there were. Empty where it did nothing.
 */
export function drivenExplanation(
  record: DriverRecord,
  finding: Finding,
  lost: readonly LostWrite[],
): Sentence[] {
  const turn = turnBefore(record, finding);
  const faults = standingFaults(record.steps.map(doneIn), finding.step + 1);
  const told = [
    ['lost', lossText(lost, finding)],
    ['why', turn && stoodText(record, finding, turn)],
    ['why', turn && deedsText(turn)],
    ['why', faults.length > 0 ? `at that time ${joined(faults)}` : undefined],
  ] as const;
  return told.flatMap(([of, text]) => (text === undefined ? [] : [{ of, text: sentence(text) }]));
}

function lossText(lost: readonly LostWrite[], { code, volume, step }: Finding): string | undefined {
  if (!aboutWrites.has(code)) return undefined;
  const own = lost.filter((one) => one.volume === `${volume}` && one.lostIn <= step);
  if (own.length === 0) return undefined;
  const places = Map.groupBy(
    own,
    ({ wrote, lostIn }) => `step ${wrote + 1}, and lost in ${lostIn + 1}`,
  );
  const parts = [...places].map(
    ([where, found]) => `${writesText(found.map(({ write }) => write))}, acknowledged in ${where}`,
  );
  return `lost: ${parts.join('; ')}`;
}

/** The step up to that of a finding in which the driver last did something to the mirroring of its volume. */
function turnBefore(record: DriverRecord, { step: last, volume }: Finding): Turn | undefined {
  for (let index = last; index >= 0; index -= 1) {
    const step = record.steps[index];
    const deeds = step && driverDeeds(step.calls ?? [], record.images, volume);
    if (step !== undefined && deeds !== undefined) return { step, index, deeds };
  }
  return undefined;
}

/** How a volume stood when a step began, as it was seen last. */
function stoodText(
  { steps }: DriverRecord,
  { volume }: Finding,
  { index }: Turn,
): string | undefined {
  const before = steps.slice(0, index).findLast(({ sights }) => sights[`${volume}`]);
  const sight = before?.sights[`${volume}`];
  if (sight === undefined) return undefined;
  const told = before?.told[`${volume}`];
  const says = told === undefined ? '' : `the driver said "${told}", and `;
  const stood = sites.map((site) => `${site} was ${sightText(sight[site]) || 'not seen'}`);
  return `before step ${index + 1} ${says}${stood.join('; ')}`;
}

function deedsText({ step: { step, answer, struck }, index, deeds }: Turn): string {
  const amid = struck === undefined ? '' : ` (${struck.strikes.replace('.', ' ')} struck amid it)`;
  return `in step ${index + 1}, "${volumeStepText(step)}"${amid}, the driver ${deeds}; it answered ${answer}`;
}
