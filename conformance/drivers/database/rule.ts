import type { OwedCode } from '../obligations.ts';
import type { DatabasePassage, Wrong } from './passage.ts';

/** One thing that is owed of what a database says. */
export interface Rule {
  readonly code: OwedCode;
  /** Whether a request could have broken it. */
  readonly stakes: (passage: DatabasePassage) => boolean;
  readonly wrong: (passage: DatabasePassage) => readonly Wrong[];
}
