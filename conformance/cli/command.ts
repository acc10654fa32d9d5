import type { Command, Option } from 'commander';

/** Gives a command its arguments and options, and what it does. */
export type Define = (command: Command) => void;

/** A command as the list of commands has it; all else is loaded when it is asked for. */
export interface CommandEntry {
  readonly name: string;
  readonly about: string;
  /** What could follow `npx splitbrain`. */
  readonly example: string;
  readonly load: () => Promise<{ readonly define: Define }>;
}

/** Adds options to a command. */
export function withOptions(command: Command, options: readonly Option[]): Command {
  for (const option of options) command.addOption(option);
  return command;
}

/** Ends the process, once it has nothing left to do, with the exit code that a command came to. */
export async function done(exit: Promise<number>): Promise<void> {
  process.exitCode = await exit;
}
