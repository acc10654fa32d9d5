import type { Command } from 'commander';

/** The shells that a completion can be written for. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** A shell that a completion can be written for. */
export type Shell = (typeof shells)[number];

/** What can be completed of one command: its options, and the words that an option or an argument takes. */
interface Completable {
  readonly name: string;
  readonly about: string;
  readonly options: readonly { flag: string; about: string; words: readonly string[] }[];
  readonly words: readonly string[];
}

/** A script that has a shell complete the command line of a program, from what its commands say of themselves. */
export function completionScript(program: Command, shell: Shell): string {
  const commands = program.commands.map(completable);
  if (shell === 'fish') return fish(program.name(), commands);
  const script = bash(program.name(), commands);
  return shell === 'bash' ? script : `autoload -U +X bashcompinit && bashcompinit\n${script}`;
}

const completable = (command: Command): Completable => ({
  name: command.name(),
  about: command.description(),
  options: command.options.map(({ long, description, argChoices }) => ({
    flag: long ?? '',
    about: description,
    words: argChoices ?? [],
  })),
  words: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
});

function bash(program: string, commands: readonly Completable[]): string {
  const cases = commands.flatMap(({ name, options, words }) => [
    ...options
      .filter((option) => option.words.length > 0)
      .map(({ flag, words: taken }) => `    ${name}:${flag}) words='${taken.join(' ')}' ;;`),
    `    ${name}:*) words='${[...options.map(({ flag }) => flag), ...words].join(' ')}' ;;`,
  ]);
  return [
    `_${program}() {`,
    '  local current=$2 before=$3 words',
    '  if ((COMP_CWORD == 1)); then',
    `    words='${commands.map(({ name }) => name).join(' ')}'`,
    '  else case "$' + '{COMP_WORDS[1]}:$before" in',
    ...cases,
    '  esac fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    `complete -o default -F _${program} ${program}`,
    '',
  ].join('\n');
}

function fish(program: string, commands: readonly Completable[]): string {
  const on = (name: string) => `complete -c ${program} -n '__fish_seen_subcommand_from ${name}'`;
  const said = (about: string) => `-d '${about.replaceAll("'", "\\'")}'`;
  return [
    ...commands.map(
      ({ name, about }) =>
        `complete -c ${program} -n __fish_use_subcommand -a ${name} ${said(about)}`,
    ),
    ...commands.flatMap(({ name, options, words }) => [
      ...options.map(({ flag, about, words: taken }) => {
        const value = taken.length === 0 ? '' : ` -xa '${taken.join(' ')}'`;
        return `${on(name)} -l ${flag.slice(2)}${value} ${said(about)}`;
      }),
      ...(words.length === 0 ? [] : [`${on(name)} -a '${words.join(' ')}'`]),
    ]),
    '',
  ].join('\n');
}
