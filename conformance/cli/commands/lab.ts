import { Argument, type Command } from 'commander';
import { exits } from '../../../reports/exit.ts';
import { downText, labText, softwareText } from '../../../reports/lab.ts';
import { Screen } from '../../../reports/screen.ts';
import { labDown, labStatus, labUp, type ReleaseName, softwareFor } from '../../lab/index.ts';
import { done, withOptions } from '../command.ts';
import { ceph, json, lab } from '../options.ts';

interface LabFlags {
  readonly lab?: string;
  readonly ceph?: ReleaseName;
  readonly json?: true;
}

const actions = new Argument('<action>', 'what to do').choices(['up', 'down', 'status', 'make']);

/** `lab`: two real Ceph clusters. */
export const define = (command: Command) =>
  withOptions(command, [lab, ceph, json])
    .addArgument(actions)
    .action((action: string, flags: LabFlags) =>
      done(action === 'make' ? make(flags) : upOrDown(action, flags)),
    );

async function make({ json, ceph }: LabFlags): Promise<number> {
  const screen = new Screen(json === true);
  const work = (say: (what: string) => void) => softwareFor(ceph, say);
  const software = await screen.during('lab make', work);
  screen.say(softwareText(software));
  screen.result({ make: 1, ...software });
  return exits.pass;
}

async function upOrDown(action: string, { json, lab: folder, ceph }: LabFlags): Promise<number> {
  const screen = new Screen(json === true);
  const { text, status } = await screen.during(`lab ${action}`, async (onProgress) => {
    const where = folder === undefined ? {} : { folder };
    const release = ceph === undefined ? {} : { ceph };
    if (action === 'up') await (await labUp({ ...where, ...release, onProgress })).release();
    const found = await labStatus(folder);
    if (action !== 'down') return { text: labText(found), status: found };
    await labDown(folder);
    return { text: downText(found), status: await labStatus(folder) };
  });
  screen.say(text);
  screen.result({ lab: 1, ...status });
  return exits.pass;
}
