import type { Outcome } from '../../model/outcome.ts';

/** What a call into a client library of the simulated clusters comes to. */
export type Reply =
  | { readonly kind: 'ok'; readonly value: unknown }
  /** An error class of Ceph's, such as EBUSY. */
  | { readonly kind: 'error'; readonly error: string }
  /** It never returns. */
  | { readonly kind: 'hang' }
  /** It brings the process down that called. */
  | { readonly kind: 'crash'; readonly why: string }
  /** Nothing is known of what it would do. */
  | { readonly kind: 'unmodelled'; readonly why: string };

/** A call that returned, with what it returned. */
export const returned = (value: unknown = null): Reply => ({ kind: 'ok', value });

/** A call that raised an error of this class. */
export const raised = (error: string): Reply => ({ kind: 'error', error });

/** A call of which the simulator knows nothing. */
export const unmodelled = (why: string): Reply => ({ kind: 'unmodelled', why });

/** What a command of the model came to, as its caller sees it. */
export function answered(outcome: Outcome | 'full'): Reply {
  if (outcome === 'ok') return returned();
  if (outcome === 'HANG') return { kind: 'hang' };
  if (outcome === 'CRASH') return { kind: 'crash', why: 'librbd fails an assertion' };
  if (outcome === 'full') return unmodelled('the history of the image has no room for more');
  return raised(outcome);
}
