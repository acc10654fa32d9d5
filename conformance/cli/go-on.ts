import { commandLine } from '../../reports/commands.ts';

/** This command as it was given, its seed included. */
export const seededCommand = (seed: string): string => commandLine(seeded(seed));

/** The command that goes on with what this one does, after an interruption. */
export const goOnCommand = (seed: string): string => goesOn(seeded(seed));

/** The same, for a command without a seed. */
export const goOnAsGiven = (): string => goesOn(process.argv.slice(2));

const goesOn = (given: readonly string[]): string =>
  commandLine([...given, ...(given.includes('--continue') ? [] : ['--continue'])]);

function seeded(seed: string): string[] {
  const given = process.argv.slice(2);
  return [...given, ...(given.includes('--seed') ? [] : ['--seed', seed])];
}
