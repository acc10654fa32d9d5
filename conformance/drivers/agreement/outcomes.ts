import { isDeepStrictEqual } from 'node:util';
import { sites } from '../../../model/site.ts';
import type { FullSight } from '../../target.ts';
import {
  type DriverRecord,
  kindOfFinding,
  type VolumeSight,
  type VolumeStepRecord,
} from '../record.ts';

/** Where two runs of the same steps come to differ, and in what. */
export interface Difference {
  /** The step, from 0. */
  readonly step: number;
  readonly what: 'answer' | 'told' | 'sight' | 'verdict';
  /** What each came to. */
  readonly one: string;
  readonly other: string;
}

/**
 * Where two runs of the same steps first came to another outcome: what the driver answered, what it told of a volume,
 * or what there was of one once the daemons had nothing left to do; or what the driver was found wanting in, by what is
 * not seen of volumes. Undefined where all was the same.
 */
export function firstDifference(one: DriverRecord, other: DriverRecord): Difference | undefined {
  for (const [step, record] of one.steps.entries()) {
    const beside = other.steps[step];
    if (beside === undefined) return { step, what: 'answer', one: record.answer, other: 'not run' };
    const found = differenceIn(record, beside);
    if (found !== undefined) return { step, ...found };
  }
  const [first, second] = [wantingText(one), wantingText(other)];
  const step = Math.max(0, one.steps.length - 1);
  return first === second ? undefined : { step, what: 'verdict', one: first, other: second };
}

/** What a driver was found wanting in. */
function wantingText({ verdict }: DriverRecord): string {
  if (verdict.kind !== 'fail') return verdict.kind;
  return [...new Set(verdict.findings.map(kindOfFinding))].sort().join('; ');
}

function differenceIn(
  one: VolumeStepRecord,
  other: VolumeStepRecord,
): Omit<Difference, 'step'> | undefined {
  if (one.answer !== other.answer) return { what: 'answer', one: one.answer, other: other.answer };
  if (!isDeepStrictEqual(one.told, other.told)) {
    return { what: 'told', one: toldText(one), other: toldText(other) };
  }
  if (one.step.do !== 'settle' && one.step.do !== 'repair') return undefined;
  if (sameSights(one, other)) return undefined;
  return { what: 'sight', one: sightsText(one), other: sightsText(other) };
}

/** Whether what matters of all volumes is the same. Of a status that is promised on one side only, nothing is. */
const sameSights = (one: VolumeStepRecord, other: VolumeStepRecord): boolean =>
  Object.entries(one.sights).every(([volume, sight]) => {
    const beside = other.sights[volume];
    return beside !== undefined && sites.every((site) => sameSight(sight[site], beside[site]));
  });

const sameSight = (one: FullSight, other: FullSight): boolean =>
  one.role === other.role &&
  isDeepStrictEqual(one.content, other.content) &&
  (one.status === other.status || one.status === 'none' || other.status === 'none');

const toldText = ({ told }: VolumeStepRecord): string =>
  Object.entries(told)
    .map(([volume, status]) => `${volume} ${status}`)
    .join(', ');

const sightsText = ({ sights }: VolumeStepRecord): string =>
  Object.entries(sights)
    .map(([volume, sight]) => `${volume}: ${sightText(sight)}`)
    .join('; ');

/** What matters of a volume at rest: its role, content and status at each site. */
const sightText = (sight: VolumeSight): string =>
  sites
    .map((site) => {
      const { role, content, status } = sight[site];
      const held = typeof content === 'string' ? content : `[${content.join(' ')}]`;
      return `${site} ${role} ${held} ${status}`;
    })
    .join(', ');
