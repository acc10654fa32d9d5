import { TargetFailure } from '../target.ts';

/**
 * Why the lab cannot do what it was asked to, for a user to read: what went wrong, where, and what
 * mends it.
 */
export class LabError extends TargetFailure {
  override readonly name = 'LabError';

  constructor(what: string, where: string, mend: string, options?: ErrorOptions) {
    super(`${what}\n  where: ${where}\n  mend:  ${mend}`, options);
  }
}

/** The message of whatever was thrown. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
