import type { Command } from '../../model/events.ts';
import type { Site } from '../../model/site.ts';

/** A command that was given, and what it came to. */
export type Given = {
  readonly command: Command;
  readonly site: Site;
  readonly answer: string;
  readonly number: number | undefined;
};

/** What a client wrote that went on while an image was demoted. */
export type Written = {
  readonly site: Site;
  /** The writes that were acknowledged, in their order, all before the demotion. */
  readonly writes: readonly (number | undefined)[];
  /** The one after them, if there was one: it may be done, or not. */
  readonly tried?: number | undefined;
};
