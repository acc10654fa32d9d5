import type { DriverCoverage, DriverRow } from '../conformance/drivers/coverage/tables.ts';
import type { CoverageData } from '../conformance/output/summary.ts';

/** What runs with a driver met, as a summary tells it: what was not met is left out. */
export const coverageData = ({ target, mode, runs, tables }: DriverCoverage): CoverageData => ({
  ...{ target, mode, runs },
  requests: named(tables.requests, ({ outcomes = {} }) => outcomes),
  ...{ volumes: counts(tables.volumes), faults: counts(tables.faults) },
  ...{ calls: counts(tables.calls), obligations: counts(tables.obligations) },
});

const counts = (rows: readonly DriverRow[]) => named(rows, ({ met }) => met);

/** The cells of a table that were met, by row and column. */
function named<Told>(
  rows: readonly DriverRow[],
  tell: (cell: DriverRow['cells'][number]) => Told,
): Record<string, Record<string, Told>> {
  const met = rows.map(({ row, cells }) => {
    const known = cells.filter((cell) => cell.met > 0);
    return [row, Object.fromEntries(known.map((cell) => [cell.column, tell(cell)]))] as const;
  });
  return Object.fromEntries(met.filter(([, cells]) => Object.keys(cells).length > 0));
}
