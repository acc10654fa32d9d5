import type { Sighting } from '../conformance/track-record/sighting.ts';
import type { Tracked } from '../conformance/track-record/track.ts';
import { columns } from './columns.ts';
import { exits } from './exit.ts';
import { stepLines } from './failure.ts';
import { type Paint, plain } from './paint.ts';

const heading = ['', 'bug, and what it breaks', 'releases', 'mode', 'on', 'seen', 'tries'];

/** The track record as a table: each bug, which releases have it, and whether it shows now. */
export function bugsText({ sightings, cause }: Tracked, paint: Paint = plain): string {
  const groups = Map.groupBy(sightings, ({ entry }) => entry);
  const rows = [...groups.values()].flatMap(rowsOf);
  const [first = '', ...lines] = columns([heading, ...rows]);
  const otherwise = sightings.filter(({ asKnown }) => !asKnown);
  return [
    paint('strong', first),
    ...lines.map((line) => (line.startsWith('>') ? paint('bad', line) : line)),
    '',
    ...otherwise.flatMap(story),
    endOf(sightings, otherwise.length, paint),
    ...(cause === undefined ? [] : [`Ended early: ${cause.message}.`]),
  ].join('\n');
}

/** What the track record comes to: 0 if all is as known. */
export function bugsExit({ sightings, cause }: Tracked): number {
  if (!sightings.every(({ asKnown }) => asKnown)) return exits.fail;
  return cause === undefined ? exits.pass : exits.inconclusive;
}

/** The track record as plain data. */
export const bugsData = ({ sightings, cause }: Tracked) => ({
  ...(cause !== undefined && { interrupted: cause.message }),
  sightings: sightings.map(({ entry, mode, on, expected, seen, asKnown, tries, record }) => ({
    bug: entry.bug.name,
    about: entry.scenario.about,
    breaks: entry.breaks,
    releases: entry.bug.releases,
    source: entry.bug.source,
    ...{ mode, on, expected, seen, asKnown, tries },
    verdict: record.verdict,
  })),
});

/** The rows of one bug: its name stands beside its first, the promise beside its second. */
function rowsOf(sightings: readonly Sighting[]): string[][] {
  const [first] = sightings;
  if (first === undefined) return [];
  const { bug, breaks } = first.entry;
  const own = [
    [bug.name, releasesText(bug.releases)],
    [`  ${breaks}`, ''],
  ];
  return Array.from({ length: Math.max(sightings.length, own.length) }, (_, index) => {
    const [name = '', releases = ''] = own[index] ?? [];
    const sighting = sightings[index];
    if (sighting === undefined) return ['', name, releases];
    const { mode, on, seen, asKnown, tries } = sighting;
    const target = on.startsWith('sim with ') ? 'sim with it' : on;
    const mark = asKnown ? '' : '>';
    return [mark, name, releases, mode, target, seen, String(tries)];
  });
}

/** Releases for people: `16-20`, or `16, 18` where some are left out. */
export function releasesText(releases: readonly number[]): string {
  const [first = 0] = releases;
  const last = releases.at(-1) ?? first;
  const whole = releases.length > 2 && last - first === releases.length - 1;
  return whole ? `${first}-${last}` : releases.join(', ');
}

/** What happened where it was not as known. */
function story({ entry, mode, on, expected, seen, record }: Sighting): string[] {
  const { verdict } = record;
  const known = expected ? 'it is known to show there' : 'it is known not to show there';
  const head = `${entry.bug.name}, ${mode} mode, on ${on}: ${seen}; ${known}`;
  if (verdict.kind === 'inconclusive') return [head, `  inconclusive: ${verdict.reason}`, ''];
  const hint = expected && verdict.kind === 'pass' && entry.bug.always !== true;
  return [
    head,
    ...stepLines(record).map((line) => `  ${line}`),
    ...(verdict.kind === 'fail'
      ? [
          `  ${verdict.aspect} at ${verdict.site}: seen ${verdict.seen}; allowed ` +
            `${verdict.allowed.join('; or ') || 'nothing'} (${verdict.code})`,
        ]
      : []),
    ...(hint ? ['  It does not show every time: try more often with --repeat.'] : []),
    '',
  ];
}

function endOf(sightings: readonly Sighting[], otherwise: number, paint: Paint): string {
  const shown = sightings.filter(({ seen }) => seen === 'reproduced').length;
  const text = `${sightings.length} looked at: ${shown} reproduced`;
  return otherwise === 0
    ? paint('good', `${text}, all as known`)
    : paint('bad', `${text}, ${otherwise} not as known`);
}
