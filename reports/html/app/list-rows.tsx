import type { Row } from '../data.ts';
import { type Column, matchedFirst } from './filter.ts';
import { type Go, hashOf, type Place } from './place.ts';
import { StatusMark } from './status.tsx';
import { duration } from './words.ts';

type ListHeading = {
  readonly column: Column;
  readonly text: string;
  readonly end?: true;
  readonly title?: string;
};

/** What the column of lost writes counts. */
export const lostLegend =
  'Lost: of the acknowledged writes, how many failovers lost, whether or not a fault excuses that.';

const heads: readonly ListHeading[] = [
  { column: 'status', text: 'Status' },
  { column: 'seed', text: 'Seed' },
  { column: 'mode', text: 'Mode' },
  { column: 'why', text: 'What it broke, or its scenario' },
  { column: 'steps', text: 'Steps', end: true },
  { column: 'lost', text: 'Lost', end: true, title: lostLegend },
  { column: 'took', text: 'Took', end: true },
];

/** The heads of the list's columns: each sorts by it. */
export const ListHead = ({ place, go }: { place: Place; go: Go }) => (
  <thead>
    <tr aria-rowindex={1}>
      {heads.map(({ column, text, end, title }) => {
        const up = place.sort === column;
        const down = place.sort === `-${column}`;
        const sorted = up ? 'ascending' : down ? 'descending' : 'none';
        return (
          <th
            key={column}
            scope="col"
            title={title}
            aria-sort={sorted}
            class={`column-${column} ${end ? 'end' : ''}`}
          >
            <button
              type="button"
              onClick={() => go({ ...place, sort: up ? `-${column}` : column })}
            >
              {text}
              <span aria-hidden="true">{up ? ' ▲' : down ? ' ▼' : ''}</span>
            </button>
          </th>
        );
      })}
    </tr>
  </thead>
);

/** One scenario of the list; its seed leads to it. */
export function ListRow({
  row,
  line,
  place,
  go,
}: {
  row: Row;
  line: number;
  place: Place;
  go: Go;
}) {
  const { seed, id = seed, target, status, mode, why, scenario, steps, writes, took, faults } = row;
  const told = matchedFirst(why, place.search).join('; ');
  const what = told || (scenario === 'generated' ? '' : scenario);
  const there: Place = { ...place, run: id, shrunk: false };
  const open = (event: Event) => {
    event.preventDefault();
    go(there);
  };
  return (
    <tr aria-rowindex={line} class={status} onClick={open}>
      <td>
        <StatusMark status={status} />
      </td>
      <td class="seed">
        <a href={hashOf(there)} onClick={open}>
          {seed}
        </a>
        {target !== undefined && <small> on {target}</small>}
      </td>
      <td>{mode}</td>
      <td class="why" title={told}>
        {what !== '' && <span>{what}</span>}
        {faults.length > 0 && <small>{faults.join(', ')}</small>}
      </td>
      <td class="end">{steps}</td>
      <td class="end">{writes.lost > 0 ? `${writes.lost} of ${writes.acknowledged}` : ''}</td>
      <td class="end">{duration(took)}</td>
    </tr>
  );
}
