import type { LostWrite } from '../../../conformance/course/driven-failovers.ts';
import type { DriverRecord, VolumeSight } from '../../../conformance/drivers/record.ts';
import { endOf, type FaultName, strikeNames } from '../../../model/fault-ends.ts';
import { type Site, sites } from '../../../model/site.ts';
import { sightText } from '../../sight-text.ts';
import { volumeStepText } from '../../volume-text.ts';
import { doneIn } from '../done.ts';
import { bandsAmong, type FaultBand } from './faults.ts';
import { type Lane, type Shown, stretches, type Tone } from './lanes.ts';
import type { Column, Picture } from './picture.ts';
import { unstruck } from './unstruck.ts';

/** What there is of a volume after a step, by the last look at it. */
export type VolumeState = { readonly told?: string; readonly sight?: VolumeSight };

/** What there is of each volume, by number, at the start and after each step. */
export function volumesOver({ steps }: DriverRecord): readonly ReadonlyMap<string, VolumeState>[] {
  let here = new Map<string, VolumeState>();
  const all = [here];
  for (const { told, sights } of steps) {
    here = new Map(here);
    for (const volume of new Set([...Object.keys(told), ...Object.keys(sights)])) {
      const [said, sight] = [told[volume], sights[volume]];
      const known = here.get(volume);
      here.set(volume, { ...known, ...(said && { told: said }), ...(sight && { sight }) });
    }
    all.push(here);
  }
  return all;
}

/** The picture of a run with a driver: for each volume what the driver tells, and what there is at both sites. */
export function driverPictureOf(record: DriverRecord, lost: readonly LostWrite[] = []): Picture {
  const over = volumesOver(record);
  const volumes = [...new Set(over.flatMap((volumes) => [...volumes.keys()]))].sort();
  const lanes = volumes.flatMap((volume) =>
    lanesOf(
      volume,
      over.map((volumes) => volumes.get(volume)),
    ),
  );
  return { columns: columnsOf(record, lost), lanes: [...pairLanes(record), ...lanes], writes: 0 };
}

/** The faults of a run with a driver, in the order in which they struck. */
export const driverBandsOf = ({ steps }: DriverRecord): readonly FaultBand[] =>
  bandsAmong(steps.map(doneIn));

/** Both clusters and the link between them: what faults have made of them. */
function pairLanes(record: DriverRecord): Lane[] {
  const bands = driverBandsOf(record);
  const shown = (over: (band: FaultBand) => boolean) => {
    const mine = bands.filter(over);
    const at = (moment: number): Shown => {
      const here = mine.filter(({ from, to }) => from <= moment && moment < to);
      const text = here.map(({ name }) => faultWords[name] ?? name).join(', ');
      return text === '' ? { text: 'up', tone: 'quiet' } : { text, tone: 'down' };
    };
    return stretches(Array.from({ length: record.steps.length + 1 }, (_, moment) => at(moment)));
  };
  const ofSite = (site: Site): Lane => ({
    ...{ site, name: 'cluster', label: `site ${site}` },
    stretches: shown((band) => band.site === site),
  });
  const link = {
    name: 'connection',
    label: 'link',
    stretches: shown(({ over }) => over === 'link'),
  };
  return [{ ...ofSite('a'), title: 'Clusters' }, link, ofSite('b')];
}

const faultWords: Readonly<Partial<Record<FaultName, string>>> = {
  cut: 'cut',
  'stop-site': 'stopped',
  'kill-site': 'killed',
  'stop-daemon': 'no daemon: stopped',
  'kill-daemon': 'no daemon: killed',
};

const faults: ReadonlySet<string> = new Set(strikeNames);
const ends: ReadonlySet<string> = new Set([
  'repair',
  ...strikeNames.flatMap((name: FaultName) => endOf(name) ?? []),
]);

function columnsOf({ steps, verdict }: DriverRecord, lost: readonly LostWrite[]): Column[] {
  const [gravest, ...others] = verdict.kind === 'fail' ? verdict.findings : [];
  const failing = new Set([gravest, ...others].map((one) => one?.step));
  const gone = Map.groupBy(lost, ({ wrote }) => wrote);
  return steps.map((record, index) => {
    const { step, at, answer, writes } = record;
    const note = unstruck(steps, index);
    const ended = ends.has(step.do) ? 'fault-end' : 'step';
    return {
      kind: doneIn(record).some((done) => faults.has(done.do)) ? 'fault' : ended,
      ...{ text: volumeStepText(step), number: index + 1, at, answer },
      ...(writes !== undefined && { writes }),
      ...(gone.has(index) && { lost: gone.get(index)?.map(({ write }) => write) ?? [] }),
      ...(note !== undefined && { note }),
      ...(failing.has(index) && { failing: true }),
      ...(gravest?.step === index && { gravest: true }),
    };
  });
}

function lanesOf(volume: string, states: readonly (VolumeState | undefined)[]): Lane[] {
  const told = stretches(states.map((state) => toldShown(state?.told)));
  const ofSite = (site: Site): Lane => ({
    ...{ site, name: `volume ${volume}`, label: `at ${site}` },
    stretches: stretches(states.map((state) => sightShown(state?.sight?.[site]))),
  });
  const driver = { name: `volume ${volume}`, label: 'told', title: `Volume ${volume}` };
  return [{ ...driver, stretches: told }, ...sites.map(ofSite)];
}

const toldShown = (told: string | undefined): Shown => {
  if (told === undefined) return { text: 'none', tone: 'quiet' };
  return { text: told, tone: told === 'error' ? 'bad' : 'plain' };
};

const tones: Readonly<Record<VolumeSight[Site]['role'], Tone>> = {
  absent: 'quiet',
  trashed: 'wait',
  unmirrored: 'plain',
  creating: 'work',
  primary: 'main',
  nonprimary: 'copy',
  disabling: 'work',
  unreachable: 'down',
};

function sightShown(sight: VolumeSight[Site] | undefined): Shown {
  if (sight === undefined) return { text: 'none', tone: 'quiet' };
  const tone = sight.status === 'split-brain' ? 'bad' : tones[sight.role];
  return { text: sightText(sight), short: shortText(sight), tone };
}

/** The same in little room, the writes first: `w1–3 w5 primary`. */
function shortText({ role, content }: VolumeSight[Site]): string {
  if (typeof content === 'string') return role;
  if (content.length === 0) return `empty ${role}`;
  const runs: number[][] = [];
  for (const write of content) {
    const run = runs.at(-1);
    if (run?.at(-1) === write - 1) run.push(write);
    else runs.push([write]);
  }
  const shown = runs.map((run) => (run.length === 1 ? `w${run[0]}` : `w${run[0]}–${run.at(-1)}`));
  return `${shown.join(' ')} ${role}`;
}
