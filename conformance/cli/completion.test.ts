import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { completionScript } from './completion.ts';
import { define, makeProgram } from './program.ts';

const program = makeProgram();
for (const command of program.commands) await define(command);

/** What bash offers where a line ends in `before` and the beginning of a word. */
function offered(line: readonly string[]): string[] {
  const words = line.map((word) => `'${word}'`).join(' ');
  const [before = '', current = ''] = line.slice(-2);
  const ask = [
    completionScript(program, 'bash'),
    `COMP_WORDS=(${words}); COMP_CWORD=${line.length - 1}`,
    `_splitbrain splitbrain '${current}' '${before}'`,
    `printf '%s\\n' "$` + `{COMPREPLY[@]}"`,
  ].join('\n');
  return execFileSync('bash', ['-c', ask], { encoding: 'utf8' }).trim().split('\n');
}

describe('the completion', () => {
  it('offers commands', () => {
    expect(offered(['splitbrain', 'comp'])).toEqual(['compare', 'completion']);
    expect(offered(['splitbrain', ''])).toEqual(program.commands.map((command) => command.name()));
  });

  it('offers the options of each command, and what they and its arguments take', () => {
    for (const command of program.commands) {
      const flags = command.options.map(({ long }) => long ?? '');
      const found = offered(['splitbrain', command.name(), '--']);
      expect(found).toEqual(flags.length === 0 ? [''] : flags);
    }
    expect(offered(['splitbrain', 'check', '--mode', ''])).toEqual(['journal', 'snapshot', 'both']);
    expect(offered(['splitbrain', 'lab', 'ma'])).toEqual(['make']);
  });

  it('is one for each other shell, too', () => {
    expect(completionScript(program, 'zsh')).toContain('bashcompinit');
    expect(completionScript(program, 'fish')).toContain(
      "complete -c splitbrain -n '__fish_seen_subcommand_from check' -l mode -xa 'journal snapshot both'",
    );
  });
});
