import {
  type Command,
  type CommandName,
  commandNames,
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

const ends: readonly (StageName | 'disable')[] = ['begin-disable', 'disable'];

/** The stages at which a command can be left, in their order; a command without any is done at once. */
const stages: Partial<Record<CommandName, readonly (StageName | 'disable')[]>> = {
  create: ['name-only'],
  enable: ['stray-journal', 'broken-journal', 'enable-unheard'],
  demote: ['seal', 'demote-unheard'],
  promote: ['promote-sealed'],
  'promote-force': ['cut-off', 'promote-sealed'],
  disable: ['begin-disable'],
  'disable-force': ['begin-disable', 'orphan-disable', 'part-disable'],
  remove: [...ends, 'name-only'],
  trash: ends,
};

/** See stages. */
export function stagesOf(command: Command): readonly (StageName | 'disable')[] {
  const name = commandNames.find((known) => command === `${known}.a` || command === `${known}.b`);
  return (name && stages[name]) ?? [];
}
