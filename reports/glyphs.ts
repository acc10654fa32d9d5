import type { CourseMoment, StepMoment } from '../conformance/course/course.ts';
import type { LinkState, SiteRole, SiteSituation } from '../conformance/course/situation.ts';
import { nameOf, siteOf } from '../model/events.ts';
import type { Site } from '../model/site.ts';

/** A part of a pair that has a column of its own. */
export type Component = `${'cluster' | 'daemon' | 'image'} ${Site}` | 'link';

/** An event as one character, in the column of what it befell. */
export type Glyph = { readonly at: Component; readonly glyph: string };

/** What commands look like, and in which words a legend tells it. */
const commands: Readonly<Record<string, readonly [string, string]>> = {
  create: ['+', 'made'],
  clone: ['+', 'made'],
  enable: ['E', 'enabled'],
  disable: ['e', 'disabled'],
  'disable-force': ['e', 'disabled'],
  write: ['W', 'written to'],
  snapshot: ['S', 'mirror snapshot'],
  promote: ['P', 'promoted'],
  demote: ['D', 'demoted'],
  resync: ['R', 'resync asked for'],
  remove: ['-', 'removed'],
  trash: ['-', 'removed'],
  restore: ['+', 'made'],
};

const otherCommand: readonly [string, string] = ['o', 'another command'];

const daemons: Readonly<Record<string, readonly [string, string]>> = {
  bootstrap: ['b', 'bootstrap'],
  'create-copy': ['c', 'copy made'],
  'sync-part': ['~', 'copied in part'],
  'sync-done': ['=', 'copied'],
  replay: ['r', 'replayed'],
  'split-brain': ['X', 'split-brain'],
  'begin-resync': ['x', 'copy dropped'],
  'delete-copy': ['x', 'copy dropped'],
};

const otherDaemon: readonly [string, string] = ['*', 'another step of a daemon'];
const refused: readonly [string, string] = ['!', 'refused'];
const killed: readonly [string, string] = ['K', 'client killed'];
const strikes: readonly [string, string] = ['v', 'fault'];
const ends: readonly [string, string] = ['^', 'end of a fault'];

/** What each glyph of an event means. */
export const meanings: ReadonlyMap<string, string> = new Map([
  ...Object.values(commands),
  ...[otherCommand, ...Object.values(daemons), otherDaemon, refused, killed, strikes, ends],
]);

/** The glyph of an event; undefined for a wait. */
export function glyphOf(moment: CourseMoment): Glyph | undefined {
  if (moment.kind === 'daemon') {
    const { event } = moment;
    const [glyph] = daemons[nameOf(event)] ?? otherDaemon;
    return { at: `image ${siteOf(event)}`, glyph };
  }
  return stepGlyph(moment);
}

function stepGlyph({ do: step, answer }: StepMoment): Glyph | undefined {
  if (!('site' in step)) {
    if (step.do === 'settle') return undefined;
    return { at: 'link', glyph: (step.do === 'heal' ? ends : strikes)[0] };
  }
  const { site } = step;
  if (step.do === 'let') return undefined;
  if (step.do === 'cut-from') return { at: 'link', glyph: strikes[0] };
  const [, verb, part] =
    /^(stop|kill|start|restart)-(site|monitor|osd|daemon|replayer)$/.exec(step.do) ?? [];
  if (part !== undefined) {
    const at: Component = /daemon|replayer/.test(part) ? `daemon ${site}` : `cluster ${site}`;
    return { at, glyph: (/start/.test(verb ?? '') ? ends : strikes)[0] };
  }
  if (/^(hold|fill)/.test(step.do)) return { at: `cluster ${site}`, glyph: strikes[0] };
  if (/^(release|make-room)/.test(step.do)) return { at: `cluster ${site}`, glyph: ends[0] };
  return { at: `image ${site}`, glyph: commandGlyph(step.do, answer) };
}

function commandGlyph(name: string, answer: string | undefined): string {
  if (answer === 'INTERRUPTED') return killed[0];
  if (answer !== undefined && answer !== 'ok') return refused[0];
  return (commands[name] ?? otherCommand)[0];
}

const images: Readonly<Record<SiteRole, string>> = {
  absent: ' ',
  trashed: ' ',
  unmirrored: '.',
  creating: ':',
  disabling: ':',
  primary: '┃',
  'non-primary': '│',
  demoted: '╎',
};

const links: Readonly<Record<LinkState, string>> = {
  up: '═',
  cut: ' ',
  'cut from a': '<',
  'cut from b': '>',
  slow: '-',
  lossy: '-',
};

/** What the line of each part of a site looks like, while nothing happens to it. */
export function lineOf(site: SiteSituation, part: 'cluster' | 'daemon' | 'image'): string {
  if (part === 'daemon') return site.daemon === 'running' ? '│' : ' ';
  if (part === 'image') return images[site.role];
  if (site.cluster === 'killed') return ' ';
  return site.cluster === 'stopped' || site.without.length > 0 ? '╎' : '│';
}

/** What the line of the link looks like. */
export const linkLine = (link: LinkState): string => links[link];
