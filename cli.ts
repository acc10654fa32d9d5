#!/usr/bin/env node
import module from 'node:module';
import { Command, CommanderError } from 'commander';
import type { CommandEntry } from './conformance/cli/command.ts';
import { commands } from './conformance/cli/commands.ts';
import { debug, description, version } from './conformance/cli/settings.ts';
import { exits, noteOf } from './reports/exit.ts';

const [major = '0'] = process.versions.node.split('.');
if (Number(major) < 24) {
  process.stderr.write(
    `splitbrain needs Node 24 or later, and this is ${process.version}: npm install node@24 puts one beside it\n`,
  );
  process.exit(exits.environment);
}
module.enableCompileCache();

const codes = `
Exit codes: 0 pass; 1 fail; 2 usage or bad input; 3 inconclusive; 4 environment (no Ceph, the lab
will not start); 5 not deterministic.`;

const program = new Command('splitbrain')
  .description(description)
  .version(version)
  .helpCommand(false)
  .addHelpText('after', codes)
  .exitOverride();

/** Adds a command, with an example in its help. */
function add({ name, about, example }: CommandEntry): void {
  const command = program.command(name).description(about);
  command.addHelpText('after', `\nExample:\n  npx splitbrain ${example}`);
}

for (const entry of commands) add(entry);
// Only the one that is asked for is loaded: the model and the rest of the house take half a second.
program.hook('preSubcommand', async (_program, command) => {
  const { define } = (await commands.find(({ name }) => name === command.name())?.load()) ?? {};
  define?.(command);
});

// A reader that has seen enough, such as head, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  const [first, ...rest] = process.argv.slice(2);
  await program.parseAsync(first === 'help' ? [...rest, '--help'] : process.argv.slice(2), {
    from: 'user',
  });
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exits.pass : exits.usage;
  } else {
    const { exit, message } = noteOf(error, debug);
    process.stderr.write(`${message}\n`);
    process.exitCode = exit;
  }
}
