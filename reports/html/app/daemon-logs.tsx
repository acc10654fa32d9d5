import type { DriverRecord } from '../../../conformance/drivers/record.ts';
import type { RunRecord } from '../../../conformance/record.ts';
import { sites } from '../../../model/site.ts';
import { counted, duration } from './words.ts';

/** What both mirror daemons wrote near the failing step, in the order of time; those of the chosen step stand out. */
export function DaemonLogs(given: {
  readonly record: RunRecord | DriverRecord;
  readonly step: number | undefined;
}) {
  const { record, step } = given;
  const { logs, steps } = record;
  if (logs === undefined) return null;
  const lines = sites
    .flatMap((site) => logs[site].map((line) => ({ site, ...line })))
    .sort((one, other) => one.at - other.at);
  const from = steps[(step ?? 0) - 1]?.at ?? 0;
  const to = step === undefined ? 0 : (steps[step]?.at ?? 0);
  return (
    <section class="logs" aria-label="What the mirror daemons wrote">
      <h2>What the mirror daemons wrote near the failing step: {counted(lines.length, 'line')}</h2>
      {lines.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col" class="end">
                Time
              </th>
              <th scope="col">Site</th>
              <th scope="col">Line</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ site, at, text }, index) => (
              <tr key={index} class={at > from && at <= to ? 'now' : ''}>
                <td class="end">{duration(at)}</td>
                <td>{site}</td>
                <td>
                  <code>{text}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
