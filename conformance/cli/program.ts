import { Command } from 'commander';
import type { CommandEntry } from './command.ts';
import { commands } from './commands.ts';
import { description, version } from './settings.ts';

const codes = `
Exit codes: 0 pass; 1 fail; 2 usage or bad input; 3 inconclusive; 4 environment (no Ceph, the lab
will not start); 5 not deterministic.`;

/** The command line: a command is defined when it is asked for, as all together take half a second to load. */
export function makeProgram(): Command {
  const program = new Command('splitbrain')
    .description(description)
    .version(version)
    .helpCommand(false)
    .addHelpText('after', codes)
    .exitOverride();
  for (const entry of commands) add(program, entry);
  return program.hook('preSubcommand', (_program, command) => define(command));
}

/** Adds a command, with an example in its help. */
function add(program: Command, { name, about, example }: CommandEntry): void {
  const command = program.command(name).description(about);
  command.addHelpText('after', `\nExample:\n  npx splitbrain ${example}`);
}

/** Gives a command its options, arguments and action. */
export async function define(command: Command): Promise<void> {
  const entry = commands.find(({ name }) => name === command.name());
  if (entry !== undefined) (await entry.load()).define(command);
}
