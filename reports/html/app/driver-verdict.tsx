import type { DriverRecord } from '../../../conformance/drivers/record.ts';
import { replayDriven } from '../../commands.ts';
import type { ShortestEntry } from '../data.ts';
import type { Part } from './app.tsx';
import { Command } from './copy.tsx';
import { StatusMark } from './status.tsx';

/** What a driver was found wanting in, in one run: each finding leads to its step. */
export function DriverVerdict({
  index,
  place,
  go,
  record,
  shortest,
}: Part & { record: DriverRecord; shortest?: ShortestEntry }) {
  const { verdict, driver, target, mode, seed, scenario } = record;
  const command = shortest?.replay ?? replayDriven(record, index.driver?.name);
  return (
    <section class={`verdict ${verdict.kind}`} aria-label="Verdict">
      <h1>
        <StatusMark status={verdict.kind} />
        <code>{seed}</code>
        <small>
          {driver} on {target}, {mode} mode{scenario === 'generated' ? '' : `, ${scenario}`}
        </small>
      </h1>
      {shortest !== undefined && (
        <p class="claim">
          The shortest run that shows <code>{shortest.kind}</code>
        </p>
      )}
      {verdict.kind === 'inconclusive' && (
        <p class="claim">
          Step {verdict.step + 1}: {verdict.reason}
        </p>
      )}
      {verdict.kind === 'fail' && (
        <ul class="findings">
          {verdict.findings.map(({ code, step, volume, saw }, number) => (
            <li key={number}>
              <button type="button" onClick={() => go({ ...place, at: step + 1 }, 'change')}>
                step {step + 1}
              </button>{' '}
              <code title={index.driver?.claims[code]}>{code}</code>
              {volume !== undefined && `, volume ${volume}`}: {saw}
            </li>
          ))}
        </ul>
      )}
      {command !== undefined && <Command text={command} />}
    </section>
  );
}
