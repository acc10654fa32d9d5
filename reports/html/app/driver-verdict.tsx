import type { LostWrite } from '../../../conformance/course/driven-failovers.ts';
import type { DriverRecord } from '../../../conformance/drivers/record.ts';
import { replayDriven } from '../../commands.ts';
import { drivenExplanation } from '../../explain/driven.ts';
import type { ShortestEntry } from '../data.ts';
import type { Part } from './app.tsx';
import { Command } from './copy.tsx';
import { Explained } from './explained.tsx';
import { StatusMark } from './status.tsx';

type Judged = {
  readonly record: DriverRecord;
  readonly lost: readonly LostWrite[];
  readonly shortest?: ShortestEntry;
};

/** What a driver was found wanting in, in one run: each finding leads to its step, and says what led to it. */
export function DriverVerdict({ index, place, go, record, lost, shortest }: Part & Judged) {
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
          {verdict.findings.map((finding, number) => (
            <li key={number}>
              <button
                type="button"
                onClick={() => go({ ...place, at: finding.step + 1 }, 'change')}
              >
                step {finding.step + 1}
              </button>{' '}
              <code title={index.driver?.claims[finding.code]}>{finding.code}</code>
              {finding.volume !== undefined && `, volume ${finding.volume}`}: {finding.saw}
              <Explained sentences={drivenExplanation(record, finding, lost)} />
            </li>
          ))}
        </ul>
      )}
      {command !== undefined && <Command text={command} />}
    </section>
  );
}
