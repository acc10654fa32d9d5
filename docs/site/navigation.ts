import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promiseCodes } from '../../model/promises.ts';

/** The folder of the guide. */
export const guide = join(import.meta.dirname, '..');

/** A part of the guide: its name, and its pages as paths in `docs/`, in the order in which they are read. */
export type Part = { readonly name: string; readonly pages: readonly string[] };

/** The pages of a folder, the one that tells of all first. */
function pagesIn(folder: string): string[] {
  const names = readdirSync(join(guide, folder)).filter((name) => name.endsWith('.md'));
  const overview = names.filter((name) => name === 'README.md');
  const others = names.filter((name) => name !== 'README.md').sort();
  return [...overview, ...others].map((name) => `${folder}/${name}`);
}

/** Every page of the guide, in the order in which it is read. */
export const navigation = (): readonly Part[] => [
  { name: 'The guide', pages: ['README.md', 'start.md', 'how-mirroring-works.md'] },
  {
    name: 'Test your driver',
    pages: ['drivers.md', 'driver-protocol.md', 'library.md', 'cinder-tests.md', 'ci.md'],
  },
  {
    name: 'Reproduce a bug',
    pages: ['hand-over-a-failure.md', 'exported-scripts.md', 'report.md'],
  },
  { name: 'Write a scenario', pages: ['write-a-scenario.md', 'explore.md', 'simulate.md'] },
  {
    name: 'The promises',
    pages: ['promises.md', ...promiseCodes.map((code) => `promises/${code}.md`)],
  },
  {
    name: 'How the oracle judges',
    pages: ['how-the-oracle-judges.md', 'mutants.md', 'realised-mix.md'],
  },
  { name: 'What is modelled', pages: ['what-is-modelled.md', 'real-ceph.md', 'ceph-tests.md'] },
  { name: 'Architecture', pages: ['architecture.md', 'CONTRIBUTING.md', 'CHANGELOG.md'] },
  { name: 'Neighbours', pages: ['neighbours.md'] },
  { name: 'Found in Ceph', pages: pagesIn('findings') },
  { name: 'Found in Cinder', pages: pagesIn('findings/cinder') },
];
