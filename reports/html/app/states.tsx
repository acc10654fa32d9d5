import type { ComponentChildren } from 'preact';
import type { Course } from '../../../conformance/course/course.ts';
import type { SiteSituation } from '../../../conformance/course/situation.ts';
import type { RunRecord } from '../../../conformance/record.ts';
import type { Site } from '../../../model/site.ts';
import { sightText } from '../../sight-text.ts';
import { AfterStep } from './after-step.tsx';
import { Cell } from './cell.tsx';
import { behindText, counted, momentText, snapshotsText, stageWords, writesText } from './words.ts';

type StatesProps = {
  readonly record: RunRecord;
  readonly course: Course;
  readonly at: number;
};

/** One thing to be told of a site. */
type Fact = { readonly name: string; readonly of: (site: SiteSituation) => string };

const facts: readonly Fact[] = [
  { name: 'cluster', of: ({ cluster }) => cluster },
  { name: 'without', of: ({ without }) => without.join(', ') },
  { name: 'daemon', of: ({ daemon }) => daemon },
  { name: 'role', of: ({ role }) => role },
  { name: 'replayer', of: ({ replayer }) => stageWords[replayer] },
  { name: 'status', of: ({ status }) => status ?? '' },
  { name: 'holds', of: (site) => (site.role === 'absent' ? '' : writesText(site.writes)) },
  { name: 'still to take', of: (site) => (site.behind === 0 ? '' : behindText(site)) },
  { name: 'only here', of: ({ own }) => (own === 0 ? '' : counted(own, 'event')) },
  { name: 'mirror snapshots', of: (site) => snapshotsText(site) },
  { name: 'also', of: ({ flags }) => flags.join(', ') },
];

/** Both sites and the link after a moment, beside how they were before it. */
export function States({ course, record, at }: StatesProps) {
  const moment = course.moments[at - 1];
  const after = moment?.after ?? course.start;
  const before = at > 0 ? (course.moments[at - 2]?.after ?? course.start) : after;
  const sights = moment?.kind === 'step' ? record.steps[moment.step]?.sights : undefined;
  const seen = (site: Site) => sightText(sights?.[site] ?? {});
  const told = facts.filter(({ of }) =>
    [before.a, before.b, after.a, after.b].some((site) => of(site) !== ''),
  );
  return (
    <section class="states" aria-label="Both sites at this moment" aria-live="polite">
      <AfterStep text={moment && momentText(moment)} />
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">Site A</th>
            <th scope="col">Site B</th>
          </tr>
        </thead>
        <tbody>
          {told.map(({ name, of }) => (
            <Line key={name} name={name}>
              <Cell before={of(before.a)} after={of(after.a)} />
              <Cell before={of(before.b)} after={of(after.b)} />
            </Line>
          ))}
          <Line name="link">
            <Cell before={before.link} after={after.link} both />
          </Line>
          {sights && (seen('a') || seen('b')) && (
            <Line name="observed" kind="observed">
              <td>{seen('a')}</td>
              <td>{seen('b')}</td>
            </Line>
          )}
        </tbody>
      </table>
    </section>
  );
}

type LineProps = {
  readonly name: string;
  readonly kind?: string;
  readonly children: ComponentChildren;
};

const Line = ({ name, kind = '', children }: LineProps) => (
  <tr class={kind}>
    <th scope="row">{name}</th>
    {children}
  </tr>
);
