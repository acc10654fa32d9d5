import { useMemo } from 'preact/hooks';
import type { Part } from './app.tsx';
import { chosen, type Numbered } from './filter.ts';
import { Filter } from './filter.tsx';
import { ListHead, ListRow, lostLegend } from './list-rows.tsx';
import type { Go, Place } from './place.ts';
import { useWindow } from './window.ts';
import { counted } from './words.ts';

/** The scenarios: filtered, searched and sorted as the address says. */
export function List({ index, place, go }: Part) {
  const { rows } = index;
  const { status, search, sort } = place;
  const found = useMemo(() => chosen(rows, place), [rows, status.join(), search, sort]);
  return (
    <section class="list" aria-label="Scenarios">
      <Filter rows={rows} place={place} go={go} />
      <p class="count" role="status">
        {found.length === rows.length
          ? counted(found.length, 'scenario')
          : `${found.length.toLocaleString('en')} of ${counted(rows.length, 'scenario')}`}
      </p>
      {rows.some(({ writes }) => writes.lost > 0) && <p class="count">{lostLegend}</p>}
      <Rows found={found} place={place} go={go} />
    </section>
  );
}

/** Those in sight are there, and empty space for the others. */
function Rows({ found, place, go }: { found: readonly Numbered[]; place: Place; go: Go }) {
  const { from, to, above, below, scroller } = useWindow(found.length);
  return (
    <div class="scroller" ref={scroller} tabIndex={-1}>
      <table aria-rowcount={found.length + 1}>
        <ListHead place={place} go={go} />
        <tbody>
          <tr class="space" style={{ height: `${above}px` }} />
          {found.slice(from, to).map(({ row, number }, offset) => (
            <ListRow key={number} {...{ row, place, go }} line={from + offset + 2} />
          ))}
          <tr class="space" style={{ height: `${below}px` }} />
        </tbody>
      </table>
    </div>
  );
}
