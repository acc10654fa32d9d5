import { commandLine } from '../../reports/commands.ts';

/** The command that goes on with what this one does, after an interruption. */
export function goOnCommand(seed: string): string {
  const given = process.argv.slice(2);
  const missing = [
    ...(given.includes('--seed') ? [] : ['--seed', seed]),
    ...(given.includes('--continue') ? [] : ['--continue']),
  ];
  return commandLine([...given, ...missing]);
}
