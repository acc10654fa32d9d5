import { useState } from 'preact/hooks';
import type { MetTables } from '../../../conformance/mix/met.ts';
import type { Part } from './app.tsx';
import { Command } from './copy.tsx';
import { DriverGround } from './driver-coverage.tsx';
import { Heat } from './heat.tsx';
import { counted } from './words.ts';

const titles = {
  faults: 'Faults and their ends, by the stage of the replayer',
  commands: 'Commands, by what they met at their site',
  changes: 'Roles of the image at a site, by the role before',
} as const;

const names = ['faults', 'commands', 'changes'] as const;

/** What the runs met, and what they did not: tables for each target and mode, an operator's or a driver's. */
export function Coverage({ index }: Part) {
  const [whole, setWhole] = useState(false);
  const isDriven = index.driver !== undefined;
  return (
    <section class="coverage" aria-label="Coverage">
      <h1>What the runs met</h1>
      {isDriven ? <DriverHelp /> : <Help />}
      <label>
        <input type="checkbox" checked={whole} onChange={() => setWhole(!whole)} /> with the rows
        and columns that were never met
      </label>
      {index.coverage.map((one) => (
        <Ground key={`${one.target} ${one.mode}`} one={one} whole={whole} />
      ))}
      {index.drivenCoverage.map((one) => (
        <DriverGround key={`${one.target} ${one.mode}`} one={one} whole={whole} />
      ))}
    </section>
  );
}

const Help = () => (
  <>
    <p>
      The stronger its colour, the more often a cell was met; a dot was not met in these runs. Not
      every cell can be: which can, tells
    </p>
    <Command text="npx splitbrain mix" />
  </>
);

const DriverHelp = () => (
  <p>
    The stronger its colour, the more often a cell was met; a dot was not met in these runs.{' '}
    <b>9</b> of 12: of twelve requests nine were done, and three were refused, or came to nothing.
    Of several faults at once the gravest counts. What was at stake in no run is vacuous.
  </p>
);

const Ground = ({ one, whole }: { one: MetTables; whole: boolean }) => (
  <section>
    <h2>
      {one.target}, {one.mode} mode: {counted(one.runs, 'run')}
    </h2>
    {names.map((name) => (
      <Heat key={name} title={titles[name]} rows={one.tables[name]} whole={whole} />
    ))}
  </section>
);
