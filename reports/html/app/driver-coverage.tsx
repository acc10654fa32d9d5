import type {
  DriverCell,
  DriverCoverage,
  DriverRow,
  DriverTableName,
} from '../../../conformance/drivers/coverage/tables.ts';
import { Heat, type HeatRow } from './heat.tsx';
import { counted } from './words.ts';

const titles: readonly (readonly [DriverTableName, string])[] = [
  ['requests', 'What was asked for, by how the sites were: of several faults the gravest'],
  ['answers', 'What was asked for, by the answer'],
  ['volumes', 'What was asked for, by how the images of each volume stood before'],
  ['faults', 'Faults and their ends, by where they struck'],
  ['calls', 'Calls into Ceph’s libraries, by what they came to'],
  [
    'obligations',
    'Runs, by what became of each obligation: one that was never at stake is vacuous',
  ],
];

/** What the runs with a driver on one target, in one mode, met. */
export const DriverGround = ({ one, whole }: { one: DriverCoverage; whole: boolean }) => (
  <section>
    <h2>
      {one.target}, {one.mode} mode: {counted(one.runs, 'run')}
    </h2>
    {titles.map(([name, title]) => {
      const rows = one.tables[name];
      if (rows.length === 0) return null;
      return <Heat key={name} title={title} rows={rows.map(heatRow)} whole={whole} />;
    })}
  </section>
);

const heatRow = ({ row, cells }: DriverRow): HeatRow => ({ row, cells: cells.map(heatCell) });

function heatCell({ column, met, outcomes }: DriverCell) {
  if (outcomes === undefined) return { column, met };
  const { ok = 0 } = outcomes;
  const told = Object.entries(outcomes).map(([answer, times]) => `${answer} ${times}`);
  return { column, met, ok, title: told.join(', ') };
}
