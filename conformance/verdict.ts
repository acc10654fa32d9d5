import type { PromiseCode } from '../model/promises.ts';
import type { Site } from '../model/site.ts';
import type { Step } from '../scenarios/step.ts';
import type { SightAspect } from './oracle/sight.ts';
import type { Answer } from './target.ts';

/**
 * Why a run failed: a broken promise; `disagreement`, an observation that the model forbids and no
 * promise covers; `expectation`, an outcome that the scenario asked for and did not get.
 */
export type FailureCode = PromiseCode | 'disagreement' | 'expectation';

/** The kind of thing that was observed. */
export type Aspect = 'outcome' | SightAspect;

/** An observation that no state still possible explains. */
export type Contradiction = {
  readonly code: FailureCode;
  readonly aspect: Aspect;
  readonly site: Site;
  /** What was seen. */
  readonly seen: string;
  /** What the model allowed instead. */
  readonly allowed: readonly string[];
};

/**
 * What a run came to. `step` is the step of its record that failed, or at which it had to end, from 0: a
 * `write` of several blocks is as many of them. `known` names the deviation of a release that explains a failure, or those
 * that do so only together: `one + other`.
 */
export type Verdict =
  | { readonly kind: 'pass' }
  | ({ readonly kind: 'fail'; readonly step: number; readonly known?: string } & Contradiction)
  | { readonly kind: 'inconclusive'; readonly step: number; readonly reason: string };

/** Whether the scenario asked for another outcome than the one it got. */
export function expectation(step: Step, answer: Answer, site: Site): Contradiction | undefined {
  const expected = 'expect' in step ? step.expect : undefined;
  if (expected === undefined || expected === answer || answer === 'INTERRUPTED') return undefined;
  return { code: 'expectation', aspect: 'outcome', site, seen: answer, allowed: [expected] };
}
