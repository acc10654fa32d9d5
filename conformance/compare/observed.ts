import { isDeepStrictEqual } from 'node:util';
import { sites } from '../../model/site.ts';
import type { RunRecord, StepRecord } from '../record.ts';

/** Whether two targets showed the same in a step, as far as both were looked at. */
export const sameStep = (one: StepRecord, other: StepRecord): boolean =>
  one.answer === other.answer &&
  sites.every((site) =>
    (['role', 'content', 'status'] as const).every((aspect) => {
      const [seen, otherSeen] = [one.sights[site][aspect], other.sights[site][aspect]];
      return seen === undefined || otherSeen === undefined || isDeepStrictEqual(seen, otherSeen);
    }),
  );

/** In how many steps from the first on two runs showed the same. */
export function alikeFor({ steps }: RunRecord, other: RunRecord): number {
  const parting = steps.findIndex((step, index) => {
    const beside = other.steps[index];
    return beside === undefined || !sameStep(step, beside);
  });
  return parting < 0 ? steps.length : parting;
}

/** Whether two runs left what is specified in the same way, at the same step. */
export function partedAlike(one: RunRecord, other: RunRecord): boolean {
  const [verdict, otherVerdict] = [one.verdict, other.verdict];
  if (verdict.kind !== 'fail' || otherVerdict.kind !== 'fail') return false;
  return (['step', 'aspect', 'site', 'seen'] as const).every(
    (part) => verdict[part] === otherVerdict[part],
  );
}
