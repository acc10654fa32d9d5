import { Argument, type Command } from 'commander';
import { completionScript, type Shell, shells } from '../completion.ts';
import { define as defineCommand, makeProgram } from '../program.ts';

/** `completion`: for a shell, from what every command says of itself. */
export const define = (command: Command) =>
  command
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .action(async (shell: Shell) => {
      const program = makeProgram();
      const others = program.commands.filter((one) => one.name() !== command.name());
      for (const other of others) await defineCommand(other);
      process.stdout.write(completionScript(program, shell));
    });
