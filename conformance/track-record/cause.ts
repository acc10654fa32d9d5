import { deviations } from '../../model/deviations.ts';
import type { Symptom } from '../../model/symptoms.ts';
import type { Target } from '../target.ts';
import { simTarget } from '../targets/sim.ts';

/**
 * A simulated pair with the deviation that a symptom comes of, and known for it, so that its runs go on from there;
 * undefined for a symptom that comes of nothing that a simulated pair can have.
 */
export function simWithCauseOf({ comesOf }: Symptom): Target | undefined {
  const cause = deviations.find(({ name }) => name === comesOf);
  return cause && { ...simTarget(cause), deviations: [cause] };
}
