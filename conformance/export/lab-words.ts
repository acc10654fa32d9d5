import { fileURLToPath } from 'node:url';
import type { Site } from '../../model/site.ts';
import { labFolder, pool, siteFiles } from '../lab/layout.ts';
import { inside, namespaceOf } from '../lab/namespaces.ts';
import { strikes } from './lab-strike.ts';

const striker = fileURLToPath(new URL('lab-strike.ts', import.meta.url));

/** What an exported script has to be told by its environment to run on a lab. */
export function labWords(folder: string): Readonly<Record<string, string>> {
  const strike = Object.keys(strikes).map((name) => [
    name,
    [process.execPath, striker, folder, name].join(' '),
  ]);
  return {
    POOL: pool,
    ...ofSite(folder, 'a', 'A'),
    ...ofSite(folder, 'b', 'B'),
    ...Object.fromEntries(strike),
  };
}

const ofSite = (folder: string, site: Site, name: string) => {
  const { conf, socket } = siteFiles(folder, site);
  const run = (...argv: string[]) => {
    const command = ['env', `CEPH_CONF=${conf}`, ...argv];
    const { file, args } = inside(
      { folder, site, role: 'tool' },
      namespaceOf(folder, site),
      command,
    );
    return [file, ...args].join(' ');
  };
  return {
    [`${name}_RBD`]: run('rbd'),
    [`${name}_CEPH`]: run('ceph'),
    [`${name}_RADOS`]: run('rados'),
    [`${name}_TELL_MIRROR`]: run('ceph', '--admin-daemon', socket('mirror')),
    [`${name}_NAME`]: site,
  };
};

if (import.meta.main) {
  const [folder = ''] = process.argv.slice(2);
  for (const [name, value] of Object.entries(labWords(labFolder(folder)))) {
    process.stdout.write(`${name}='${value.replaceAll("'", "'\\''")}'\n`);
  }
}
