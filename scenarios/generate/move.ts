import type { Step } from '../step.ts';

/** Something to choose from, and how much it is wanted. */
export type Weighed = { readonly weight: number };

/** A step that could come next. */
export type Move = Weighed & { readonly step: Step };

/** A step, as wanted as `weight` says. */
export const move = (weight: number, step: Step): Move => ({ weight, step });
