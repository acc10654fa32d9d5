import type {
  DriverCell,
  DriverCoverage,
  DriverRow,
  DriverTableName,
} from '../../../conformance/drivers/coverage/tables.ts';
import { Heat, type HeatRow } from './heat.tsx';
import { counted } from './words.ts';

const tables: readonly {
  readonly name: DriverTableName;
  readonly title: string;
  counted: boolean;
}[] = [
  { name: 'requests', title: 'Requests, by the state of the sites', counted: true },
  { name: 'volumes', title: 'Requests, by the state of each volume', counted: true },
  { name: 'answers', title: 'Requests, by the answer', counted: false },
  { name: 'faults', title: 'Faults and their ends, by place', counted: true },
  { name: 'calls', title: 'Calls into librbd and librados, by outcome', counted: false },
  { name: 'obligations', title: 'Runs, by what became of what is owed', counted: false },
];

/** What the runs with a driver on one target, in one mode, met. */
export const DriverGround = ({ one, whole }: { one: DriverCoverage; whole: boolean }) => (
  <section>
    <h2>
      {one.target}, {one.mode} mode: {counted(one.runs, 'run')}
    </h2>
    <div class="driven">
      {tables.map(({ name, ...how }) => {
        const rows = one.tables[name].map((row) => heatRow(row, one.runs));
        return rows.length === 0 ? null : <Heat key={name} {...how} rows={rows} whole={whole} />;
      })}
    </div>
  </section>
);

function heatRow({ row, cells }: DriverRow, runs: number): HeatRow {
  const isVacuous = cells.some(({ column, met }) => column === 'not at stake' && met === runs);
  return { row, ...(isVacuous && { note: 'vacuous' }), cells: cells.map(heatCell) };
}

function heatCell({ column, met, outcomes }: DriverCell) {
  if (outcomes === undefined) return { column, met };
  const { ok = 0 } = outcomes;
  const told = Object.entries(outcomes).map(([answer, times]) => `${answer} ${times}`);
  return { column, met, ok, title: told.join(', ') };
}
