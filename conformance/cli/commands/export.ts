import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Mode } from '../../../model/site.ts';
import { modes } from '../../../model/site.ts';
import { exits } from '../../../reports/exit.ts';
import { itfText } from '../../../reports/itf.ts';
import { Screen } from '../../../reports/screen.ts';
import { shellScript } from '../../../reports/shell/script.ts';
import { swimLanes } from '../../../reports/svg/swim-lanes.ts';
import { parsePath } from '../../campaign/options.ts';
import { UsageError } from '../../campaign/usage.ts';
import { CourseReader } from '../../course/reader.ts';
import { readDriverBundle } from '../../drivers/bundle.ts';
import { exportable } from '../../export/exportable.ts';
import { scenarioText } from '../../export/scenario.ts';
import { volumesText } from '../../export/volumes.ts';
import type { RunRecord } from '../../record.ts';
import { done, withOptions } from '../command.ts';
import { fault, option, parsed } from '../options.ts';

/** What a run can be exported as. */
const forms: Readonly<Record<string, (record: RunRecord) => string>> = {
  sh: shellScript,
  yaml: scenarioText,
  itf: (record) => itfText(record, new CourseReader().of(record)),
  svg: (record) => swimLanes(record, new CourseReader().of(record)),
};

interface ExportFlags {
  readonly [form: string]: string | true | undefined;
  readonly out?: string;
  readonly with?: string;
  readonly mode?: Mode;
}

/** `export`: a run in another form. */
export const define = (command: Command) =>
  withOptions(command, [
    option('--sh', 'as a shell script of rbd, ceph and nft commands, for any two clusters'),
    option('--yaml', 'as a scenario file, its schedule spelled out'),
    option('--itf', 'as a trace for the viewers of TLA+ and Quint (Informal Trace Format)'),
    option('--svg', 'as a picture: both sites and the link over time'),
    option('--out <file>', 'where to write it (default: to stdout)').argParser(parsed(parsePath)),
    option('--mode <mode>', 'mirror mode, of a scenario file that is for both').choices(modes),
    fault,
  ])
    .argument('<run>', 'a seed, a bundle, a line of a report with either, or a scenario file')
    .action((text: string, flags: ExportFlags) => done(exportRun(text, flags)));

async function exportRun(text: string, flags: ExportFlags): Promise<number> {
  const [form, ...more] = Object.entries(forms).flatMap(([name, write]) =>
    flags[name] === true ? [write] : [],
  );
  if (form === undefined || more.length > 0) {
    const all = Object.keys(forms).map((name) => `--${name}`);
    throw new UsageError(`export: say as what, with one of ${all.join(', ')}`);
  }
  const { out, with: behaviour, mode } = flags;
  const choice = {
    ...(mode !== undefined && { mode }),
    ...(behaviour !== undefined && { with: behaviour }),
  };
  const screen = new Screen(false);
  const bundle = readDriverBundle(text);
  const written = bundle
    ? volumesText(bundle, form === scenarioText)
    : form(await screen.during('export', (say) => exportable(text, choice, say)));
  if (out === undefined) process.stdout.write(written);
  else {
    writeFileSync(out, written, { mode: out.endsWith('.sh') ? 0o755 : 0o644 });
    screen.note(`written to ${out}`);
  }
  return exits.pass;
}
