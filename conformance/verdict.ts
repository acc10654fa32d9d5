import type { PromiseCode } from '../model/promises.ts';
import type { Site } from '../model/site.ts';

/**
 * Why a run failed: a broken promise; `disagreement`, an observation that the model forbids and no
 * promise covers; `expectation`, an outcome that the scenario asked for and did not get.
 */
export type FailureCode = PromiseCode | 'disagreement' | 'expectation';

/** The kind of thing that was observed. */
export type Aspect = 'outcome' | 'role' | 'content' | 'status';

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

/** What a run came to. `known` names the deviation of a release that explains a failure. */
export type Verdict =
  | { readonly kind: 'pass' }
  | ({ readonly kind: 'fail'; readonly step: number; readonly known?: string } & Contradiction)
  | { readonly kind: 'inconclusive'; readonly step: number; readonly reason: string };
