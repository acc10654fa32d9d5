import {
  type Command,
  type CommandName,
  commandNames,
  editNames,
  nameOf,
  type StageName,
  stageNames,
} from './events.ts';
import type { StateId } from './stepper.ts';

/** How far a command came whose client was killed midway: not at all, to its end, or to a stage. */
export const reachNames = ['undone', 'done', ...stageNames, 'disable'] as const;

/** See reachNames. `disable`: what was to go is not mirrored any more, and still there. */
export type Reach = (typeof reachNames)[number];

/** What can have become of an interrupted command, and the state that it left. */
export type Interruption = { readonly reach: Reach; readonly to: StateId };

type Stop = StageName | 'disable';
type Stops = Partial<Record<CommandName, readonly Stop[]>>;

const ends: readonly Stop[] = ['begin-disable', 'disable'];

/** The stages at which a command can be left, in their order; a command without any is done at once. */
const stages: Stops = {
  create: ['name-only'],
  enable: ['stray-journal', 'broken-journal', 'enable-unheard'],
  demote: ['seal', 'demote-unheard'],
  promote: ['promote-sealed'],
  'promote-force': ['cut-off', 'promote-sealed'],
  disable: ['begin-disable'],
  'disable-force': ['begin-disable', 'orphan-disable', 'part-disable', 'strip-disable'],
  remove: [...ends, 'name-only', 'keep-journaling'],
  trash: [...ends, 'keep-journaling'],
  restore: ['restore-unmirrored'],
};

/** Those of them at which a command can be left that is refused in the end (librbd api/Mirror.cc, image_disable). */
const refusedAt: Stops = {
  disable: ['begin-disable'],
  'enable-other': ['stray-journal', 'broken-journal'],
};

const logged: ReadonlySet<string> = new Set(['write', ...editNames]);

/**
 * Whether a command is noted in the journal before it is done: one that was interrupted in between is
 * done when a client next has the image's lock (librbd Journal.cc, replay at acquire).
 */
export const isLogged = (command: Command): boolean => logged.has(nameOf(command));

/** See stages; `accepted` says whether the command would have been. */
export function stagesOf(command: Command, accepted: boolean): readonly Stop[] {
  const name = commandNames.find((known) => known === nameOf(command));
  return (name && (accepted ? stages : refusedAt)[name]) ?? [];
}
