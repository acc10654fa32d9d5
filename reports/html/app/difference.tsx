import type { Course } from '../../../conformance/course/course.ts';
import type { SiteSituation, Situation } from '../../../conformance/course/situation.ts';
import type { RunRecord } from '../../../conformance/record.ts';
import { sites } from '../../../model/site.ts';
import { stepText } from '../../step-text.ts';
import { behindText, counted, snapshotsText, stageWords, writesText } from './words.ts';

/** Where observation and model first differ: what was observed, what was allowed, and from where. */
export function DifferencePanel({ record, course }: { record: RunRecord; course: Course }) {
  const { verdict } = record;
  const { difference } = course;
  if (verdict.kind !== 'fail' || difference === undefined) return null;
  const { site, aspect, seen, allowed, step } = verdict;
  const done = record.steps[step];
  const { before, more } = difference;
  const ways = [...new Map(before.map((one) => [textOf(one), one]))];
  const actual = course.certain ? actualBefore(course) : undefined;
  return (
    <section class="difference" aria-label="The first difference">
      <h2>
        The first difference:{' '}
        {aspect === 'outcome' ? 'what' : `the ${aspect} at site ${site} after`}{' '}
        <code>{done === undefined ? `step ${step + 1}` : stepText(done.step)}</code>
        {aspect === 'outcome' && ' came to'}
      </h2>
      <dl>
        <div class="seen">
          <dt>Observed</dt>
          <dd>{seen}</dd>
        </div>
        <div class="allowed">
          <dt>The model allows</dt>
          {allowed.length === 0 ? <dd>nothing</dd> : allowed.map((one) => <dd key={one}>{one}</dd>)}
        </div>
      </dl>
      <h3>
        {ways.length === 1 && more === 0
          ? 'How the pair was before that step, by the model'
          : `How the pair can have been before that step, by the model: ${counted(ways.length + more, 'way')}`}
      </h3>
      <table class="possible">
        <thead>
          <tr>
            <th scope="col">Site A</th>
            <th scope="col">Link</th>
            <th scope="col">Site B</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {ways.map(([text, situation]) => (
            <Possible key={text} {...situation} isActual={text === actual} />
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="note">and {counted(more, 'more', 'more')}</p>}
    </section>
  );
}

/** How the pair was just before the run failed, where that is known. */
function actualBefore({ difference, moments, start }: Course): string | undefined {
  const failing = difference?.moment;
  return failing === undefined ? undefined : textOf(moments[failing - 1]?.after ?? start);
}

const textOf = ({ a, link, b }: Situation): string => [siteText(a), link, siteText(b)].join(' | ');

const Possible = ({ isActual, ...situation }: Situation & { isActual: boolean }) => {
  const [a, b] = sites.map((site) => <td key={site}>{siteText(situation[site])}</td>);
  return (
    <tr>
      {a}
      <td>{situation.link}</td>
      {b}
      <td class="note">{isActual ? 'as it was' : ''}</td>
    </tr>
  );
};

function siteText(site: SiteSituation): string {
  const { cluster, daemon, role, replayer, behind, writes, flags } = site;
  const snapshots = snapshotsText(site);
  return [
    ...(cluster === 'up' ? [] : [`cluster ${cluster}`]),
    ...(daemon === 'running' ? [] : ['no daemon']),
    role,
    ...(role === 'non-primary' || role === 'creating' || role === 'demoted'
      ? [stageWords[replayer]]
      : []),
    ...(behind === 0 ? [] : [`${behindText(site)} still to take`]),
    ...(snapshots === '' ? [] : [`mirror snapshots ${snapshots}`]),
    ...(role === 'absent' ? [] : [writesText(writes)]),
    ...flags,
  ].join(', ');
}
