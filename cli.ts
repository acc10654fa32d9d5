#!/usr/bin/env node
import module from 'node:module';
import { CommanderError } from 'commander';
import { makeProgram } from './conformance/cli/program.ts';
import { debug } from './conformance/cli/settings.ts';
import { exits, noteOf } from './reports/exit.ts';

const [major = '0'] = process.versions.node.split('.');
if (Number(major) < 24) {
  process.stderr.write(
    `splitbrain needs Node 24 or later, and this is ${process.version}: npm install node@24 puts one beside it\n`,
  );
  process.exit(exits.environment);
}
module.enableCompileCache();

// A reader that has seen enough, such as head, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  const [first, ...rest] = process.argv.slice(2);
  await makeProgram().parseAsync(first === 'help' ? [...rest, '--help'] : process.argv.slice(2), {
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
