import type { Course } from '../../../conformance/course/course.ts';
import type { SiteSituation, Situation } from '../../../conformance/course/situation.ts';
import { type Site, sites } from '../../../model/site.ts';
import { snapshotsText, stageWords } from './words.ts';

/** What a stretch of a lane looks like: by what it means to who reads it. */
export type Tone = 'quiet' | 'main' | 'copy' | 'plain' | 'work' | 'wait' | 'down' | 'bad';

/** A stretch of a lane, from the moment `from` on up to the moment `to`; the start is 0. */
export type Stretch = {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** What stands there where the text is too wide. */
  readonly short?: string;
  readonly tone: Tone;
};

/** What lanes a site has. */
export const laneNames = ['cluster', 'daemon', 'role', 'replayer', 'data', 'writes'] as const;

/** A lane of a site. */
export type LaneName = (typeof laneNames)[number];

/** One thing, over the whole course of a run. */
export type Lane = {
  readonly site?: Site;
  readonly name: string;
  readonly label: string;
  /** The title above it, where a group of lanes begins. */
  readonly title?: string;
  readonly stretches: readonly Stretch[];
};

/** What a lane shows at a moment. */
export type Shown = Pick<Stretch, 'text' | 'short' | 'tone'>;

/** The lanes of a course: those of site a, the link, those of site b; writes are drawn by themselves. */
export function lanesOf(course: Course, journal: boolean): readonly Lane[] {
  const all = [course.start, ...course.moments.map(({ after }) => after)];
  const ofSite = (site: Site): Lane[] =>
    laneNames.map((name) => ({
      ...{ site, name, label: name === 'data' ? (journal ? 'journal' : 'snapshots') : name },
      ...(name === 'cluster' && { title: `Site ${site.toUpperCase()}` }),
      stretches:
        name === 'writes' ? [] : stretches(all.map((one) => shownOf[name](one[site], one))),
    }));
  const link: Lane = { name: 'link', label: 'link', stretches: stretches(all.map(linkShown)) };
  const [a = [], b = []] = sites.map(ofSite);
  return [...a, link, ...b];
}

/** What is shown moment after moment, as stretches of what stays the same. */
export function stretches(all: readonly Shown[]): Stretch[] {
  const found: Stretch[] = [];
  for (const [at, shown] of all.entries()) {
    const last = found.at(-1);
    if (last !== undefined && last.text === shown.text && last.tone === shown.tone) {
      found[found.length - 1] = { ...last, to: at + 1 };
    } else found.push({ from: at, to: at + 1, ...shown });
  }
  return found;
}

const quiet = (text: string): Shown => ({ text, tone: 'quiet' });

const linkShown = ({ link }: Situation): Shown =>
  link === 'up' ? quiet('up') : { text: link, tone: link.startsWith('cut') ? 'down' : 'wait' };

const shownOf: Readonly<
  Record<Exclude<LaneName, 'writes'>, (site: SiteSituation, all: Situation) => Shown>
> = {
  cluster: ({ cluster, without }) => {
    const lacks = without.map((what) => (what === 'room' ? 'full' : `no ${what}`));
    if (cluster !== 'up') return { text: cluster, tone: 'down' };
    return lacks.length > 0 ? { text: lacks.join(', '), tone: 'down' } : quiet('up');
  },
  daemon: ({ daemon, flags }) => {
    if (daemon === 'stopped') return { text: 'stopped', tone: 'down' };
    return flags.includes('replayer told to stop')
      ? { text: 'told to stop', tone: 'wait' }
      : quiet('running');
  },
  role: ({ role }) => ({ text: role, tone: roleTones[role] }),
  replayer: ({ replayer, daemon, cluster }) => {
    const tone = stageTones[replayer];
    if (tone === 'quiet' || tone === 'bad') return { text: stageWords[replayer], tone };
    const works = daemon === 'running' && cluster !== 'killed';
    return works ? { text: stageWords[replayer], tone } : { text: 'stopped', tone: 'plain' };
  },
  data: (site) => {
    if (site.snapshots === undefined) return journalShown(site);
    const part = site.snapshots.some(({ complete }) => !complete);
    const text = snapshotsText(site);
    return text === '' ? quiet('none') : { text, tone: part ? 'work' : 'plain' };
  },
};

function journalShown({ role, behind, own }: SiteSituation): Shown {
  if (role === 'primary' || role === 'demoted') return own > 0 ? ahead(own) : quiet('level');
  if (role !== 'non-primary') return quiet('none');
  if (own > 0) return ahead(own);
  return behind === 0 ? { text: 'level', tone: 'plain' } : { text: `−${behind}`, tone: 'wait' };
}

const ahead = (own: number): Shown => ({ text: `+${own}`, tone: 'plain' });

const roleTones: Readonly<Record<SiteSituation['role'], Tone>> = {
  absent: 'quiet',
  trashed: 'wait',
  unmirrored: 'plain',
  creating: 'work',
  primary: 'main',
  'non-primary': 'copy',
  demoted: 'wait',
  disabling: 'work',
};

const stageTones: Readonly<Record<SiteSituation['replayer'], Tone>> = {
  none: 'quiet',
  primary: 'quiet',
  creating: 'work',
  'first-copy': 'work',
  idle: 'copy',
  behind: 'wait',
  'half-way': 'work',
  stopped: 'plain',
  'broken-off': 'wait',
  orphan: 'plain',
  'split-brain': 'bad',
  'resync-asked': 'wait',
};
