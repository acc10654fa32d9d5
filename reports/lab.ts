import type { Check } from '../conformance/doctor.ts';
import type { Software } from '../conformance/lab/software.ts';
import type { LabStatus } from '../conformance/lab/status.ts';
import { columns } from './columns.ts';
import { commandLine } from './commands.ts';
import { type Paint, plain } from './paint.ts';

/** How a lab is, for people to read. */
export function labText({ folder, ...status }: LabStatus): string {
  const { state, ceph, link, sites, usedBy, processes, labs } = status;
  if (state === 'none') return `no lab in ${folder}`;
  const version = ceph === undefined ? '' : `, Ceph ${ceph}`;
  const user = usedBy === undefined ? '' : `, in use by process ${usedBy}`;
  const what = labs === undefined ? 'lab' : `${labs.length} labs`;
  const head = `${what} ${state} in ${folder}${version}, ${processes} processes${user}`;
  const clear = commandLine(['lab', 'down', '--lab', folder]);
  const mend = state === 'crashed' ? [`clear it with: ${clear}`] : [];
  const parts =
    sites === undefined
      ? []
      : columns([
          ['  site a', `cluster ${sites.a.cluster}`, `mirror daemon ${sites.a.daemon}`],
          ['  site b', `cluster ${sites.b.cluster}`, `mirror daemon ${sites.b.daemon}`],
          ['  link', link ?? ''],
        ]);
  return [head, ...parts, ...mend, ...(labs ?? []).map(labText)].join('\n');
}

/** What was taken down, of a lab as it was before. */
export const downText = (before: LabStatus): string => {
  const { state, folder, labs } = before;
  if (state === 'none') return labText(before);
  return `took down ${labs === undefined ? 'the lab' : `${labs.length} labs`} in ${folder}`;
};

/** Where a release of Ceph is, for people to read. */
export const softwareText = ({ version, root }: Software): string =>
  `Ceph ${version} is ready: ${root === undefined ? 'installed on this machine' : `in ${root}`}`;

/** What a machine can run, for people to read: each check, and what mends it. */
export function doctorText(checks: readonly Check[], paint: Paint = plain): string {
  const lines = columns(
    checks.map(({ name, ok, detail, mend }) => [ok ? 'ok' : '--', name, detail, mend ?? '']),
  );
  const well = checks.every(({ ok }) => ok);
  const end = well
    ? 'This machine can run both targets: sim and ceph.'
    : 'This machine can run --target sim. For --target ceph, mend what is marked.';
  const painted = lines.map((line) => (line.startsWith('ok') ? line : paint('unsure', line)));
  return [...painted, '', end].join('\n');
}
