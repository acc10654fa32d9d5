import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const scenarios = fileURLToPath(new URL('../../scenarios', import.meta.url));
const kinds = ['bugs', 'ceph', 'corpus'];

/** What came of the script of a scenario in a mode, in a few words. */
interface Tried {
  readonly scenario: string;
  readonly mode: string;
  readonly came: string;
}

/** What `conformance/exported-scripts.sh` noted in a folder. */
const triedIn = (folder: string): Tried[] =>
  readFileSync(join(folder, 'table.tsv'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [scenario = '', mode = '', result = '', seconds] = line.split('\t');
      const came = `${result.replaceAll('-', ' ')}, ${seconds} s`;
      return seconds === undefined ? [] : [{ scenario, mode, came }];
    });

/**
 * What came of exported scripts as tables of Markdown, one for each folder of scenarios, with a column for each folder
 * of results.
 */
export function tables(folders: readonly string[]): string {
  const results = folders.map(triedIn);
  const heads = folders.map((folder) => basename(folder).replace('exported-', ''));
  return kinds
    .map((kind) => [`## scenarios/${kind}\n\n`, ...tableOf(kind, heads, results)].join(''))
    .join('\n');
}

function tableOf(kind: string, heads: readonly string[], results: readonly Tried[][]): string[] {
  const rows = new Map(
    results
      .flat()
      .filter(({ scenario }) => existsSync(join(scenarios, kind, `${scenario}.yaml`)))
      .map(({ scenario, mode }) => [`${scenario} ${mode}`, { scenario, mode }]),
  );
  const sorted = [...rows].sort(([one], [other]) => one.localeCompare(other));
  return [
    `| scenario | mode | ${heads.join(' | ')} |\n| --- | --- |${' --- |'.repeat(heads.length)}\n`,
    ...sorted.map(([, row]) => {
      const cells = results.map((all) => {
        const found = all.find(
          ({ scenario, mode }) => scenario === row.scenario && mode === row.mode,
        );
        return found?.came ?? 'not run';
      });
      return `| \`${row.scenario}\` | ${row.mode} | ${cells.join(' | ')} |\n`;
    }),
  ];
}

if (import.meta.main) process.stdout.write(tables(process.argv.slice(2)));
