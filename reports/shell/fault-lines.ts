import type { RunRecord } from '../../conformance/record.ts';
import type { Site } from '../../model/site.ts';
import type { ShellPlace } from './place.ts';

type StepRecord = RunRecord['steps'][number];
type Step = StepRecord['step'];

/** What has befallen a site so far: each thing that was halted, by what ends that. */
export type Halted = Set<string>;

const linkFaults = { cut: 'CUT', slow: 'SLOW', lossy: 'LOSE', heal: 'HEAL' } as const;

/** Of a site, its monitor or its OSD: how the names of their variables end. */
const parts = { site: '', monitor: '_MON', osd: '_OSD' } as const;

const isPart = (name: string): name is keyof typeof parts => name in parts;

/** A fault, or the end of one, as lines of a shell; undefined for a step that is neither. */
export function faultLines(
  { step, answer }: StepRecord,
  place: ShellPlace,
  halted: Halted,
): string[] | undefined {
  if (step.do === 'cut' || step.do === 'slow' || step.do === 'lossy' || step.do === 'heal') {
    return [`strike ${linkFaults[step.do]}`];
  }
  if (!('site' in step)) return undefined;
  const { site } = step;
  if ('of' in step) return toldLines(step, place, answer === 'ok');
  switch (step.do) {
    case 'cut-from':
      return [`strike ${upper(site)}_CUT`];
    case 'stop-daemon':
      return [`strike ${upper(site)}_STOP_MIRROR`];
    case 'kill-daemon':
      return [`strike ${upper(site)}_KILL_MIRROR`];
    case 'start-daemon':
      return [`strike ${upper(site)}_START_MIRROR`];
    case 'hold':
      return [`# From here on a copy at ${site} is to stop half-way: it is caught by looking.`];
    case 'release':
      return [`# From here on copies at ${site} go on.`];
    case 'hold-parent':
      return ["# The parent is large, so that its copying takes longer than the clone's."];
    case 'release-parent':
      return ['# Its copying goes on.'];
    case 'fill':
      return roomLines(site, 1, 'is_full');
    case 'make-room':
      return roomLines(site, 0, 'is_free');
    default:
      return partLines(step.do, site, halted);
  }
}

/** What is halted goes on; what is killed is started. */
function partLines(name: string, site: Site, halted: Halted): string[] | undefined {
  const [, verb = '', part = ''] = /^(stop|kill|start)-(site|monitor|osd)$/.exec(name) ?? [];
  if (!isPart(part)) return undefined;
  const variable = (what: string) => `${upper(site)}_${what}${parts[part]}`;
  const goOn = variable('GO_ON');
  if (verb === 'stop') halted.add(goOn);
  if (verb === 'stop') return [`strike ${variable('PAUSE')}`];
  if (verb === 'kill') halted.delete(goOn);
  if (verb === 'kill') return [`strike ${variable('KILL')}`];
  return [`strike ${halted.delete(goOn) ? goOn : variable('START')}`];
}

/** The lines by which all that these lines have struck is ended, in whatever state it is. */
export function mendLines(lines: readonly string[]): string[] {
  const struck = lines.flatMap((line) => /^strike (\w+)$/.exec(line)?.slice(1) ?? []);
  const ends = struck.flatMap((name) => {
    if (/^(CUT|SLOW|LOSE|HEAL|[AB]_CUT)$/.test(name)) return ['HEAL'];
    const [, site = '', verb = '', part = ''] = /^([AB])_(STOP|KILL|PAUSE)(.*)$/.exec(name) ?? [];
    if (part === '_MIRROR') return [`${site}_START_MIRROR`];
    if (verb === 'KILL') return [`${site}_START${part}`];
    return verb === 'PAUSE' ? [`${site}_GO_ON${part}`] : [];
  });
  const room = lines.flatMap((line) => /^\$[AB]_CEPH osd pool set-quota .* /.exec(line) ?? []);
  const told = lines.flatMap(
    (line) => /(\$[AB]_TELL_MIRROR rbd mirror) stop/.exec(line)?.[1] ?? [],
  );
  return [
    ...[...new Set(ends)].sort(byCluster).map((name) => `bash -c "$${name}"`),
    ...[...new Set(room)].map((line) => `${line}0`),
    ...[...new Set(told)].map((line) => `${line} start`),
  ];
}

/** Daemons come last, when there is a cluster to reach. */
const byCluster = (one: string, other: string): number =>
  Number(one.endsWith('MIRROR')) - Number(other.endsWith('MIRROR'));

const upper = (site: Site): string => site.toUpperCase();

function roomLines(site: Site, objects: number, until: string): string[] {
  const ceph = `$${upper(site)}_CEPH`;
  return [
    `${ceph} osd pool set-quota "$POOL" max_objects ${objects}`,
    `until_true ${until} "${ceph}" || not_set_up 'the quota has no effect'`,
  ];
}

/** What a mirror daemon is told by its admin socket; it may take a while to come to know the image. */
function toldLines(
  step: Extract<Step, { of: unknown }>,
  { spec }: ShellPlace,
  served: boolean,
): string[] {
  const verb = step.do.replace('-replayer', '');
  const peer = step.site === 'a' ? '$B_NAME' : '$A_NAME';
  const about = { image: ` ${spec(step.site)}`, pool: ` "$POOL" "${peer}"`, daemon: '' }[step.of];
  const tell = `$${upper(step.site)}_TELL_MIRROR rbd mirror ${verb}${about}`;
  if (!served) return [`${tell} >/dev/null 2>&1`];
  return [`until_true ${tell} >/dev/null || not_set_up 'the mirror daemon does not listen'`];
}
